package io.bartizan.servlet.guard;

import io.bartizan.gate.Gate;
import io.bartizan.instrumentation.Point;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Before and after a filter's {@code doFilter}.
 *
 * <p>The name of the join point is a constant that weaving replaces by the namespace's own.
 */
final class DoFilterAdvice {

  private DoFilterAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, skipOn = Advice.OnDefaultValue.class)
  static @Nullable Object enter(
      @Point String point,
      @Advice.This Object handler,
      @Advice.Argument(0) @Nullable Object request,
      @Advice.Argument(1) @Nullable Object response) {
    return Gate.enter(point, handler, request, response, null);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
  static void exit(
      @Point String point,
      @Advice.Enter @Nullable Object entered,
      @Advice.This Object handler,
      @Advice.Argument(0) @Nullable Object request,
      @Advice.Argument(1) @Nullable Object response) {
    Gate.leave(point, entered, handler, request, response);
  }
}
