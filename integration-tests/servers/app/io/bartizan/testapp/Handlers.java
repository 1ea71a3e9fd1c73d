package io.bartizan.testapp;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.Collections;
import javax.servlet.AsyncContext;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;

/** The handlers of the test application. They protect nothing; whoever reaches them is counted. */
final class Handlers {

  private Handlers() {}

  /** Counts its entries and says its name, or begins a stream of events that has no end. */
  static class Counting extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final int handler;
    private final String name;

    Counting(int handler, String name) {
      this.handler = handler;
      this.name = name;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      Entries.count(handler, request);
      answer(request, response);
    }

    void answer(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      if (request.getRequestURI().endsWith("/events")) {
        request.startAsync().setTimeout(0);
        response.setContentType("text/event-stream");
        response.getWriter().print("data: first\n\n");
        response.flushBuffer();
        return;
      }
      response.setContentType("text/plain");
      if (request.getRequestURI().endsWith("/who")) {
        response.getWriter().print(who(request));
        return;
      }
      response.getWriter().print(name);
    }

    /** Whom the container takes the request to come from, and what a header says of that. */
    private static String who(HttpServletRequest request) {
      String role = request.getParameter("role");
      return "user="
          + request.getRemoteUser()
          + " principal="
          + (request.getUserPrincipal() == null ? null : request.getUserPrincipal().getName())
          + " by="
          + request.getAuthType()
          + " "
          + role
          + "="
          + request.isUserInRole(role)
          + " headers="
          + Collections.list(request.getHeaders("X-Remote-User"))
          + Collections.list(request.getHeaders("X_Remote_User"));
    }
  }

  /** The public handler, which can be made to dispatch wherever a parameter says. */
  static class Public extends Counting {
    private static final long serialVersionUID = 1L;

    Public() {
      super(Entries.PUBLIC, "public");
    }

    @Override
    void answer(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      answer(request, response, request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    void answer(HttpServletRequest request, HttpServletResponse response, String helper)
        throws ServletException, IOException {
      String to = request.getParameter("to");
      switch (helper) {
        case "/forward":
          request.getRequestDispatcher(to).forward(request, response);
          return;
        case "/late-forward":
          response.getWriter().print("committed");
          response.flushBuffer();
          request.getRequestDispatcher(to).include(request, response);
          return;
        case "/include":
          response.getWriter().print("before ");
          request.getRequestDispatcher(to).include(request, response);
          response.getWriter().print(" after");
          return;
        case "/async":
          request.startAsync().dispatch(to);
          return;
        case "/thread":
          AsyncContext context = request.startAsync();
          new Thread(() -> context.dispatch(to)).start();
          return;
        case "/named":
          getServletContext()
              .getNamedDispatcher(request.getParameter("servlet"))
              .forward(request, response);
          return;
        case "/jsp":
          request.getRequestDispatcher(request.getParameter("page")).forward(request, response);
          return;
        case "/method":
          request
              .getRequestDispatcher(to)
              .forward(
                  new HttpServletRequestWrapper(request) {
                    @Override
                    public String getMethod() {
                      return "DELETE";
                    }
                  },
                  response);
          return;
        case "/call":
          call(request, response, to);
          return;
        case "/redirect":
          response.sendRedirect(to);
          return;
        case "/boom":
          throw new ServletException("boom");
        default:
          super.answer(request, response);
      }
    }
  }

  /** Calls another service for its caller, and passes on what many an application passes on. */
  static void call(HttpServletRequest request, HttpServletResponse response, String to)
      throws IOException {
    HttpURLConnection next = (HttpURLConnection) new URL(to).openConnection();
    for (String name : new String[] {"Authorization", "traceparent", "tracestate"}) {
      if (request.getHeader(name) != null) {
        next.setRequestProperty(name, request.getHeader(name));
      }
    }
    response.setStatus(next.getResponseCode());
    next.disconnect();
  }

  /**
   * A filter in front of everything, as legacy applications have one; told to, it answers itself.
   */
  static class PassThrough implements Filter {
    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      Caller.begins(request.getRemotePort());
      String answer = ((HttpServletRequest) request).getHeader("X-Test-Filter");
      if ("answer".equals(answer)) {
        response.getWriter().print("answered by a filter");
        return;
      }
      try {
        chain.doFilter(request, response);
      } finally {
        Caller.ends();
      }
    }

    @Override
    public void destroy() {}
  }
}
