package io.bartizan.servlet.jetty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before handlers see a request again, after an asynchronous dispatch. */
final class HandleAsyncAdvice {

  private HandleAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object server, @Advice.Argument(0) Object channel) {
    return Gate.enter("jetty9.async", server, channel, null, null);
  }

  // What is thrown here leaves a permit on the thread that opens nothing once its request is over.
  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object server,
      @Advice.Argument(0) Object channel) {
    Gate.leave("jetty9.async", entered, server, channel, null);
  }
}
