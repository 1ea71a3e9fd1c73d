package io.bartizan.jaxrs.resteasy;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a resource's method is invoked; where it is not, RESTEasy goes on without a response. */
final class InvokeAdvice {

  private InvokeAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object invoker, @Advice.Argument(0) @Nullable Object request) {
    return Gate.enter("resteasy.dispatch", invoker, request, null, null);
  }
}
