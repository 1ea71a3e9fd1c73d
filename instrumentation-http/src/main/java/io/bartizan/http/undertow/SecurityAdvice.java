package io.bartizan.http.undertow;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** After an exchange was given a security context. */
final class SecurityAdvice {

  private SecurityAdvice() {}

  // What is thrown here leaves the application without a principal, which the guard at its first
  // handler finds out.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object exchange, @Advice.Argument(0) @Nullable Object context) {
    Gate.leave("undertow.security", null, exchange, context, null);
  }
}
