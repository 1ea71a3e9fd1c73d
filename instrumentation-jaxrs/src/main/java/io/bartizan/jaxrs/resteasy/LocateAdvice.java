package io.bartizan.jaxrs.resteasy;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a sub-resource locator is invoked; where it is not, RESTEasy finds no resource. */
final class LocateAdvice {

  private LocateAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object invoker,
      @Advice.Argument(0) @Nullable Object request,
      @Advice.Argument(2) @Nullable Object locator) {
    return Gate.enter("resteasy.locate", invoker, request, null, locator);
  }
}
