package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a container tells Jersey's request where its response goes, on the container's thread. */
final class WriterAdvice {

  private WriterAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object request) {
    return Gate.enter("jersey.begun", request, null, null, null);
  }
}
