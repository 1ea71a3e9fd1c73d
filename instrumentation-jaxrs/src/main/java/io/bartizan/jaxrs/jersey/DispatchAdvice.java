package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a resource's method is invoked; where it is not, Jersey goes on without a response. */
final class DispatchAdvice {

  private DispatchAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object dispatcher, @Advice.Argument(1) @Nullable Object request) {
    return Gate.enter("jersey.dispatch", dispatcher, request, null, null);
  }
}
