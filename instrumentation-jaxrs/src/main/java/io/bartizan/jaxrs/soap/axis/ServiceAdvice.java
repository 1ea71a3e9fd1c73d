package io.bartizan.jaxrs.soap.axis;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a service of Axis is invoked, its own handlers included. */
final class ServiceAdvice {

  private ServiceAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object service, @Advice.Argument(0) @Nullable Object context) {
    return Gate.enter("axis.service", service, context, null, null);
  }
}
