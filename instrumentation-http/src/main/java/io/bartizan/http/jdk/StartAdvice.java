package io.bartizan.http.jdk;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Before a server begins to listen, which it may be kept from, and after. */
final class StartAdvice {

  private StartAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(@Advice.This Object server) {
    return Gate.enter("jdkhttp.listen", server, null, null, null);
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Enter @Nullable Object entered, @Advice.This Object server) {
    Gate.leave("jdkhttp.listen", entered, server, null, null);
  }
}
