package io.bartizan.webapp;

import java.io.IOException;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Greets, at once or from another thread. */
public final class Greeting extends Page {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getParameter("async") == null) {
      response.getWriter().print("hello " + weight());
      return;
    }
    AsyncContext context = request.startAsync();
    new Thread(() -> greet(context)).start();
  }

  private static void greet(AsyncContext context) {
    try {
      context.getResponse().getWriter().print("hello later");
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    } finally {
      context.complete();
    }
  }
}
