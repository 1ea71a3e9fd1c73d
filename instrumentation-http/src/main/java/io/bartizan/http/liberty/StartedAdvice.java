package io.bartizan.http.liberty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** After a chain has begun to listen. */
final class StartedAdvice {

  private StartedAdvice() {}

  // What is thrown here costs its canary; each request is decided all the same.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object chain) {
    Gate.leave("liberty.listen", chain, chain, null, null);
  }
}
