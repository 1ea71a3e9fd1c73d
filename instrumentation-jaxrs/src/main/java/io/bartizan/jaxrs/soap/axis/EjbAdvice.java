package io.bartizan.jaxrs.soap.axis;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The same of a bean's method. */
final class EjbAdvice {

  private EjbAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object provider,
      @Advice.Argument(0) @Nullable Object context,
      @Advice.Argument(1) @Nullable Object method,
      @Advice.Argument(2) @Nullable Object service) {
    return Gate.enter("axis.ejb", provider, context, method, service);
  }
}
