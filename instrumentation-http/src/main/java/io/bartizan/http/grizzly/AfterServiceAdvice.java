package io.bartizan.http.grizzly;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** Before the rest of a response is sent: all handlers of the request are through. */
final class AfterServiceAdvice {

  private AfterServiceAdvice() {}

  // What is thrown here leaves the permit to the listener of the response's commit: it settles it.
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object filter,
      @Advice.Argument(2) Object request,
      @Advice.Argument(3) Object response) {
    Gate.leave("grizzly.end", null, filter, request, response);
  }
}
