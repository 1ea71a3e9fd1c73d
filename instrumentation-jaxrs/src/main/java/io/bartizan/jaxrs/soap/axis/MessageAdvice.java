package io.bartizan.jaxrs.soap.axis;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before Axis hands a message to a service; where the body is skipped, the answer is empty. */
final class MessageAdvice {

  private MessageAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object provider,
      @Advice.Argument(0) @Nullable Object context,
      @Advice.Argument(1) @Nullable Object envelope,
      @Advice.Argument(3) @Nullable Object service) {
    return Gate.enter("axis.message", provider, context, envelope, service);
  }
}
