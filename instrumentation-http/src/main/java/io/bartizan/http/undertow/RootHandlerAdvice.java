package io.bartizan.http.undertow;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before and after a handler is run for an exchange: the root, and each it is dispatched to. */
final class RootHandlerAdvice {

  private RootHandlerAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.Argument(0) @Nullable Object handler, @Advice.Argument(1) Object exchange) {
    return Gate.enter("undertow.root", exchange, exchange, handler, null);
  }

  // What the body throws goes on its way; nothing thrown here may take its place.
  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object entered, @Advice.Argument(1) Object exchange) {
    Gate.leave("undertow.root", entered, exchange, exchange, null);
  }
}
