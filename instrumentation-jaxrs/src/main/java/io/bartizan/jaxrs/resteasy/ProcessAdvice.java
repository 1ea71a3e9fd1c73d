package io.bartizan.jaxrs.resteasy;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before and after RESTEasy processes a request: before the first filter of its own. */
final class ProcessAdvice {

  private ProcessAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object dispatcher,
      @Advice.Argument(0) @Nullable Object request,
      @Advice.Argument(1) @Nullable Object response) {
    return Gate.enter("resteasy.process", dispatcher, request, response, null);
  }

  // What the body throws goes on its way; nothing thrown here may take its place.
  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object dispatcher,
      @Advice.Argument(0) @Nullable Object request) {
    Gate.leave("resteasy.process", entered, dispatcher, request, null);
  }
}
