package io.bartizan.netty.http2;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Before a part of a response's body is encoded. */
final class DataAdvice {

  private DataAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.FieldValue(value = "connection", typing = Assigner.Typing.DYNAMIC) Object connection,
      @Advice.Argument(0) Object context,
      @Advice.Argument(value = 1, typing = Assigner.Typing.DYNAMIC) Object stream,
      @Advice.Argument(2) Object data) {
    Gate.enter("netty.http2.data", connection, context, stream, data);
  }
}
