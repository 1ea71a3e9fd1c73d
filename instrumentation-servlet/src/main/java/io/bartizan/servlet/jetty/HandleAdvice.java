package io.bartizan.servlet.jetty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before any handler sees a request. */
final class HandleAdvice {

  private HandleAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object server, @Advice.Argument(0) Object channel) {
    return Gate.enter("jetty9.request", server, channel, null, null);
  }

  // What is thrown here leaves a permit on the thread that opens nothing once its request is over.
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object server,
      @Advice.Argument(0) Object channel) {
    Gate.leave("jetty9.request", entered, server, channel, null);
  }
}
