package io.bartizan.servlet.jetty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** After a connector has opened its port, which may be long before anything is served there. */
final class OpenedAdvice {

  private OpenedAdvice() {}

  // What is thrown here costs a false warning about the port: each request is decided all the same.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object connector) {
    Gate.leave("jetty.opened", null, connector, null, null);
  }
}
