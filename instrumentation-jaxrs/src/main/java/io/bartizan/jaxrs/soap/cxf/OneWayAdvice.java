package io.bartizan.jaxrs.soap.cxf;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before CXF answers a one-way request; where the body is skipped, it goes on nowhere. */
final class OneWayAdvice {

  private OneWayAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object interceptor, @Advice.Argument(0) @Nullable Object message) {
    return Gate.enter("cxf.oneway", interceptor, message, null, null);
  }
}
