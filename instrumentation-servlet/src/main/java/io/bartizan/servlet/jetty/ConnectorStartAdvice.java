package io.bartizan.servlet.jetty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** After a connector has begun to listen. */
final class ConnectorStartAdvice {

  private ConnectorStartAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object connector) {
    Gate.leave("jetty.listen", null, connector, null, null);
  }
}
