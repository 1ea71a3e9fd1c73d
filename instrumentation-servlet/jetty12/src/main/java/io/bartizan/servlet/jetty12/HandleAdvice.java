package io.bartizan.servlet.jetty12;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Before any handler sees a request; a refused one counts as handled. */
final class HandleAdvice {

  private HandleAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @SuppressWarnings("UnusedVariable") // inlined: the assignment is what the woven method gets
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object server,
      @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC)
          Object request,
      @Advice.Argument(1) Object response,
      @Advice.Argument(2) Object callback) {
    Object entered = Gate.enter("jetty12.request", server, request, response, callback);
    if (entered != null) {
      request = Gate.shown(entered, request);
    }
    return entered;
  }

  // Handled first: what is thrown after that leaves a permit on the thread, which opens nothing
  // once its request is over.
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
