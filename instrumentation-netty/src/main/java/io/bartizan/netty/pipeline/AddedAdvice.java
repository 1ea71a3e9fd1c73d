package io.bartizan.netty.pipeline;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a handler becomes part of a pipeline: one that is skipped here hears nothing. */
final class AddedAdvice {

  private AddedAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnDefaultValue.class, suppress = Throwable.class)
  static @Nullable Object enter(@Advice.This Object pipeline, @Advice.Argument(0) Object context) {
    return Gate.enter("netty.added", pipeline, context, null, null);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object pipeline,
      @Advice.Argument(0) Object context) {
    if (entered == null) { // nothing is left to do for a handler that became part of its pipeline
      Gate.leave("netty.added", null, pipeline, context, null);
    }
  }
}
