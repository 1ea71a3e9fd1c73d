package io.bartizan.jaxrs.resteasy;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/** After RESTEasy has made its requests of one of Netty's, on the event loop. */
final class DecodeAdvice {

  private DecodeAdvice() {}

  // Whatever is thrown leaves the requests without their permit, and without it none is processed.
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object decoder, @Advice.Argument(2) Object made) {
    Gate.leave("resteasy.begun", decoder, decoder, made, null);
  }
}
