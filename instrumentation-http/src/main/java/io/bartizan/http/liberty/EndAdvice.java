package io.bartizan.http.liberty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/**
 * Before the rest of a response is sent and its connection given back: all handlers are through.
 */
final class EndAdvice {

  private EndAdvice() {}

  // What is thrown here costs the record its end; the request was decided.
  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object connection) {
    Gate.leave("liberty.end", null, connection, null, null);
  }
}
