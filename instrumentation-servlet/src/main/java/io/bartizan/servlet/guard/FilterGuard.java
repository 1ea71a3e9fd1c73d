package io.bartizan.servlet.guard;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The guard at {@code Filter.doFilter}. */
public final class FilterGuard extends Guard {

  @Override
  ServletDispatch dispatch(
      Object handler, HttpServletRequest request, HttpServletResponse response) {
    return new ServletDispatch(request, response, null, null, null);
  }

  @Override
  String describe(Object handler) {
    return "filter " + handler.getClass().getName();
  }
}
