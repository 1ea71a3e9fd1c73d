package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** After a connector has begun to listen. */
final class ConnectorStartAdvice {

  private ConnectorStartAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object connector) {
    Gate.leave("tomcat.listen", null, connector, null, null);
  }
}
