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
}
