package io.bartizan.http.grizzly;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a listener begins to listen, which it may be kept from, and after. */
final class StartAdvice {

  private StartAdvice() {}

  // Whatever is thrown leaves null behind, and on null the listener does not begin to listen.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object listener) {
    return Gate.enter("grizzly.listen", listener, null, null, null);
  }

  // It listens already: what is thrown here costs its canary, and each request is decided all the
  // same.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object entered, @Advice.This Object listener) {
    Gate.leave("grizzly.listen", entered, listener, null, null);
  }
}
