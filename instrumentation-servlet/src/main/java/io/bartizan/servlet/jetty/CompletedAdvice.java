package io.bartizan.servlet.jetty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** When a channel completes a request, and before it empties its objects for the next one. */
final class CompletedAdvice {

  private CompletedAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object channel) {
    Gate.leave("jetty9.end", null, channel, null, null);
  }
}
