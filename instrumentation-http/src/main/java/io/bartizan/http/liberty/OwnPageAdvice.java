package io.bartizan.http.liberty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before and after a page of Liberty's own, for a request that no application is there for. */
final class OwnPageAdvice {

  private OwnPageAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object connection, @Advice.Argument(0) @Nullable Object page) {
    return Gate.enter("liberty.request", connection, connection, page, null);
  }

  // What the body throws goes on its way; nothing thrown here may take its place.
  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object entered, @Advice.This Object connection) {
    Gate.leave("liberty.request", entered, connection, connection, null);
  }
}
