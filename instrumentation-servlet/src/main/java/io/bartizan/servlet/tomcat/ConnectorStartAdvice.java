package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a connector begins to listen, which it may be kept from, and after. */
final class ConnectorStartAdvice {

  private ConnectorStartAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object connector) {
    return Gate.enter("tomcat.listen", connector, null, null, null);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object entered, @Advice.This Object connector) {
    Gate.leave("tomcat.listen", entered, connector, null, null);
  }
}
