package io.bartizan.jaxrs.soap.cxf;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before CXF's invoker; where the body is skipped, no service is called. */
final class InvokeAdvice {

  private InvokeAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object interceptor, @Advice.Argument(0) @Nullable Object message) {
    return Gate.enter("cxf.operation", interceptor, message, null, null);
  }
}
