package io.bartizan.http.undertow;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** After the library below Undertow has opened a port, for whichever of Undertow's users. */
final class BindAdvice {

  private BindAdvice() {}

  // What is thrown here costs a false warning about the port: each request is decided all the same.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object worker, @Advice.Return @Nullable Object opened) {
    Gate.leave("undertow.bound", null, worker, opened, null);
  }
}
