package io.bartizan.servlet.spring;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Instead of Spring Security's own answer to {@code isUserInRole}, where the gate has one. What is
 * thrown on the way leaves nobody in any role.
 */
final class RoleAdvice {

  private RoleAdvice() {}

  // Whatever is thrown leaves null behind, on null the body is skipped, and its result is false.
  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Advice.This Object request, @Advice.Argument(0) @Nullable Object role) {
    return Gate.enter("spring.role", request, request, role, null);
  }

  @SuppressWarnings("UnusedVariable") // inlined: the assignment is the woven method's result
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter @Nullable Object entered, @Advice.Return(readOnly = false) boolean granted) {
    if (entered instanceof Boolean) {
      granted = (Boolean) entered;
    }
  }
}
