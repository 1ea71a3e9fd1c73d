package io.bartizan.http.liberty;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a chain begins to listen, which it may be kept from. */
final class UpdateAdvice {

  private UpdateAdvice() {}

  // Whatever is thrown leaves null behind, and on null the chain does not begin to listen.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object chain) {
    return Gate.enter("liberty.listen", chain, null, null, null);
  }
}
