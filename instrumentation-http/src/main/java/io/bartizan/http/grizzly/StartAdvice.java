package io.bartizan.http.grizzly;

import io.bartizan.gate.Gate;
import io.bartizan.instrumentation.Point;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a listener begins to listen, which it may be kept from, and after. */
final class StartAdvice {

  private StartAdvice() {}

  // Whatever is thrown leaves null behind, and on null the listener does not begin to listen.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Point String point, @Advice.This Object listener) {
    return Gate.enter(point, listener, null, null, null);
  }

  // It listens already: what is thrown here costs its canary, and each request is decided all the
  // same.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Point String point, @Advice.Enter @Nullable Object entered, @Advice.This Object listener) {
    Gate.leave(point, entered, listener, null, null);
  }
}
