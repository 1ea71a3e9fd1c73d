package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before and after Jersey processes a request: before the first filter of its own. */
final class ProcessAdvice {

  private ProcessAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object runtime, @Advice.Argument(0) @Nullable Object request) {
    return Gate.enter("jersey.process", runtime, request, null, null);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object runtime,
      @Advice.Argument(0) @Nullable Object request) {
    Gate.leave("jersey.process", entered, runtime, request, null);
  }
}
