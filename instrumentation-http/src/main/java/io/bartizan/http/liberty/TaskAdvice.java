package io.bartizan.http.liberty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before and after the task that serves a request: the web container's, or another's. */
final class TaskAdvice {

  private TaskAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.FieldValue("ic") Object connection) {
    return Gate.enter("liberty.request", connection, connection, null, null);
  }

  // What the body throws goes on its way; nothing thrown here may take its place.
  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered, @Advice.FieldValue("ic") Object connection) {
    Gate.leave("liberty.request", entered, connection, connection, null);
  }
}
