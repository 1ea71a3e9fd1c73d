package io.bartizan.jaxrs.soap.metro;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Before Metro reads a message's parameters, answers a one-way request and invokes the service;
 * where the body is skipped, the message goes back without an answer.
 */
final class OperationAdvice {

  private OperationAdvice() {}

  // Whatever is thrown leaves null behind, and on null the body is skipped.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object tube,
      @Advice.Argument(0) @Nullable Object packet,
      @Advice.FieldValue(value = "model", typing = Assigner.Typing.DYNAMIC)
          @Nullable Object model) {
    return Gate.enter("metro.operation", tube, packet, model, null);
  }

  // Where this throws, the skipped method's result stays null: Metro fails, and invokes nobody.
  @SuppressWarnings("UnusedVariable") // inlined: the assignment is the woven method's result
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object tube,
      @Advice.Argument(0) @Nullable Object packet,
      @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) @Nullable Object next) {
    if (entered == null) {
      next = Gate.enter("metro.refused", tube, packet, null, null);
    }
  }
}
