package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Gate;
import net.bytebuddy.asm.Advice;

/**
 * At the end of parsing: a request that the container found valid goes on only with a permit.
 *
 * <p>The result is false before the gate is asked, so that whatever is thrown leaves it so.
 */
final class PostParseRequestAdvice {

  private PostParseRequestAdvice() {}

  @SuppressWarnings("UnusedVariable") // inlined: the assignments are the woven method's result
  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object adapter,
      @Advice.Argument(1) Object request,
      @Advice.Argument(3) Object response,
      @Advice.Return(readOnly = false) boolean parsed) {
    boolean valid = parsed;
    parsed = false;
    if (valid) {
      parsed = Gate.enter("tomcat.request", adapter, request, response, null) != null;
    } else {
      Gate.leave("tomcat.request", null, adapter, request, response);
    }
  }
}
