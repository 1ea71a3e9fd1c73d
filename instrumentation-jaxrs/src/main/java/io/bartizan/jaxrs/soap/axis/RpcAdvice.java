package io.bartizan.jaxrs.soap.axis;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before Axis calls a service's method; where the body is skipped, there is no result. */
final class RpcAdvice {

  private RpcAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object provider,
      @Advice.Argument(0) @Nullable Object context,
      @Advice.Argument(1) @Nullable Object method,
      @Advice.Argument(2) @Nullable Object service) {
    return Gate.enter("axis.rpc", provider, context, method, service);
  }
}
