package io.bartizan.servlet.jetty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** After a channel has completed a request. */
final class CompletedAdvice {

  private CompletedAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.This Object channel) {
    Gate.leave("jetty9.end", null, channel, null, null);
  }
}
