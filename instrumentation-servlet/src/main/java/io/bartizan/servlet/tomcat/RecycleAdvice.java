package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** Before a request object is emptied for the next request: this one is over. */
final class RecycleAdvice {

  private RecycleAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object request) {
    Gate.leave("tomcat.end", null, request, null, null);
  }
}
