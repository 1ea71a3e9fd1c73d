package io.bartizan.servlet.guard;

import javax.servlet.Servlet;
import javax.servlet.ServletConfig;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** The guard at {@code Servlet.service}. */
public final class ServletGuard extends Guard {

  private final Mappings mappings = new Mappings();

  @Override
  ServletDispatch dispatch(
      Object handler, HttpServletRequest request, HttpServletResponse response) {
    ServletConfig config =
        handler instanceof Servlet ? ((Servlet) handler).getServletConfig() : null;
    return config == null
        ? new ServletDispatch(request, response, null, null, handler)
        : new ServletDispatch(
            request, response, config.getServletContext(), mappings.of(config), handler);
  }

  @Override
  String describe(Object handler) {
    return "servlet " + handler.getClass().getName();
  }
}
