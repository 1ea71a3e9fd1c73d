package io.bartizan.jaxrs.cxf;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a resource's method or locator is invoked; where it is not, CXF has an empty result. */
final class InvokeAdvice {

  private InvokeAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object invoker, @Advice.Argument(0) @Nullable Object exchange) {
    return Gate.enter("cxf.dispatch", invoker, exchange, null, null);
  }
}
