package io.bartizan.servlet.jetty12;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before any handler sees a request; a refused one counts as handled. */
final class HandleAdvice {

  private HandleAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object server,
      @Advice.Argument(0) Object request,
      @Advice.Argument(1) Object response,
      @Advice.Argument(2) Object callback) {
    return Gate.enter("jetty12.request", server, request, response, callback);
  }

  @SuppressWarnings("UnusedVariable") // inlined: the assignment is the woven method's result
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object server,
      @Advice.Argument(0) Object request,
      @Advice.Argument(1) Object response,
      @Advice.Return(readOnly = false) boolean handled) {
    if (entered == null) {
      handled = true;
    }
    Gate.leave("jetty12.request", entered, server, request, response);
  }
}
