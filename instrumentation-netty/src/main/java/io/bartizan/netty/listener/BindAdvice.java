package io.bartizan.netty.listener;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** After a channel was bound, whatever its transport. */
final class BindAdvice {

  private BindAdvice() {}

  // What is thrown here costs a false warning about the port: each request is decided all the same.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object unsafe, @Advice.Argument(1) Object promise) {
    Gate.leave("netty.bound", null, unsafe, promise, null);
  }
}
