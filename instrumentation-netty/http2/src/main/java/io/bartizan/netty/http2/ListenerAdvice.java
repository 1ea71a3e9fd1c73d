package io.bartizan.netty.http2;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/** Before a connection's decoder learns who listens: another one may listen in its place. */
final class ListenerAdvice {

  private ListenerAdvice() {}

  @Advice.OnMethodEnter(skipOn = Advice.OnDefaultValue.class, suppress = Throwable.class)
  static @Nullable Object enter(
      @Advice.FieldValue(value = "connection", typing = Assigner.Typing.DYNAMIC) Object connection,
      @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC)
          Object listener) {
    Object[] listens = {listener};
    Object entered = Gate.enter("netty.http2.listener", connection, listens, null, null);
    listener = listens[0];
    return entered;
  }
}
