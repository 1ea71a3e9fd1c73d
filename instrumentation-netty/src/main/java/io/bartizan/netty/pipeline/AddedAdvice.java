package io.bartizan.netty.pipeline;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a handler becomes part of a pipeline: one that is skipped here hears nothing. */
final class AddedAdvice {

  private AddedAdvice() {}

  // Whatever is thrown leaves null behind, and on null the handler is not added.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object pipeline, @Advice.Argument(0) Object context) {
    return Gate.enter("netty.added", pipeline, context, null, null);
  }
}
