package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before and after Grizzly hands a request to Jersey. */
final class GrizzlyAdvice {

  private GrizzlyAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object container,
      @Advice.Argument(0) @Nullable Object request,
      @Advice.Argument(1) @Nullable Object response) {
    return Gate.enter("jersey.grizzly", container, request, response, null);
  }

  // What the body throws goes on its way; nothing thrown here may take its place.
  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object container,
      @Advice.Argument(0) @Nullable Object request,
      @Advice.Argument(1) @Nullable Object response) {
    Gate.leave("jersey.grizzly", entered, container, request, response);
  }
}
