package io.bartizan.netty.http2;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Before the head of a response is encoded: one that is skipped does not leave. */
final class HeadersAdvice {

  private HeadersAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnDefaultValue.class, suppress = Throwable.class)
  static @Nullable Object enter(
      @Advice.FieldValue(value = "connection", typing = Assigner.Typing.DYNAMIC) Object connection,
      @Advice.Argument(0) Object context,
      @Advice.Argument(value = 1, typing = Assigner.Typing.DYNAMIC) Object stream,
      @Advice.Argument(value = 2, readOnly = false, typing = Assigner.Typing.DYNAMIC)
          Object headers) {
    Object[] sent = {headers};
    Object entered = Gate.enter("netty.http2.response", connection, context, stream, sent);
    headers = sent[0];
    return entered;
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.FieldValue(value = "connection", typing = Assigner.Typing.DYNAMIC) Object connection,
      @Advice.Argument(0) Object context,
      @Advice.Argument(5) Object promise,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object future) {
    if (entered == null) {
      future = promise;
      Gate.leave("netty.http2.response", null, connection, context, promise);
    }
  }
}
