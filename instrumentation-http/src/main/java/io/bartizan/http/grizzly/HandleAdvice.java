package io.bartizan.http.grizzly;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before and after a handler gets a request: the root, and the one that the root chose. */
final class HandleAdvice {

  private HandleAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object handler,
      @Advice.Argument(0) Object request,
      @Advice.Argument(1) Object response) {
    return Gate.enter("grizzly.handle", handler, request, response, null);
  }

  // What was skipped is over, unless it waits: that is what the woven method's result says. It is
  // assigned first, and stands whatever is thrown; what the body throws goes on its way.
  @SuppressWarnings("UnusedVariable") // inlined: the assignments are the woven method's result
  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object handler,
      @Advice.Argument(0) Object request,
      @Advice.Argument(1) Object response,
      @Advice.Return(readOnly = false) boolean over) {
    if (entered == null) {
      over = true;
      over = Gate.enter("grizzly.wait", handler, request, response, null) == null;
    } else {
      Gate.leave("grizzly.handle", entered, handler, request, response);
    }
  }
}
