package io.bartizan.http.jdk;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before and after a request goes through a chain of filters to its handler. */
final class ChainAdvice {

  private ChainAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object chain, @Advice.Argument(0) @Nullable Object exchange) {
    return Gate.enter("jdkhttp.chain", chain, exchange, null, null);
  }

  // What the body throws goes on its way; nothing thrown here may take its place.
  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object chain,
      @Advice.Argument(0) @Nullable Object exchange) {
    Gate.leave("jdkhttp.chain", entered, chain, exchange, null);
  }
}
