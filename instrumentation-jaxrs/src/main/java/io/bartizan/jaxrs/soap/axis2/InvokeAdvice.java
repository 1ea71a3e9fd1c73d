package io.bartizan.jaxrs.soap.axis2;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * After a message has passed Axis2's handlers, and before its receiver gets it. What they said of
 * it is taken back until the gate has been asked: on null the engine throws, and hands it to
 * nobody.
 */
final class InvokeAdvice {

  private InvokeAdvice() {}

  // Where this throws, null stands. Where a handler threw, it is not run: nobody gets the message.
  @SuppressWarnings("UnusedVariable") // inlined: the assignments are the woven method's result
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Argument(0) Object context,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC)
          @Nullable Object response) {
    Object passed = response;
    response = null;
    if (Gate.enter("axis2.operation", context, passed, null, null) != null) {
      response = passed;
    } else {
      response = Gate.enter("axis2.refused", context, null, null, null);
    }
  }
}
