package io.bartizan.http.jdk;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a server begins to listen, which it may be kept from, and after. */
final class StartAdvice {

  private StartAdvice() {}

  // Whatever is thrown leaves null behind, and on null the server does not begin to listen.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object server) {
    return Gate.enter("jdkhttp.listen", server, null, null, null);
  }

  // It listens already: what is thrown here costs its canary, and each request is decided all the
  // same.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object entered, @Advice.This Object server) {
    Gate.leave("jdkhttp.listen", entered, server, null, null);
  }
}
