package io.bartizan.servlet.guard;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.function.Predicate;
import javax.servlet.ServletContext;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A servlet that no container knows. It hands a request that is none to {@code HttpServlet}, where
 * the guard must stop it, and tells whether it got through.
 */
public final class GuardProbe extends HttpServlet implements Predicate<String> {

  private static final long serialVersionUID = 1L;

  private boolean reached;

  /** For the agent, which finds it by name. */
  public GuardProbe() {}

  /**
   * Whether a request for that path is let through.
   *
   * @throws IllegalStateException if that can't be told
   */
  @Override
  public boolean test(String path) {
    reached = false;
    ServletContext context = standIn(ServletContext.class, path, null);
    // HEAD, so that whoever refuses it needs no stream to write to.
    ServletRequest request = standIn(HttpServletRequest.class, path, context);
    ServletResponse response = standIn(HttpServletResponse.class, path, context);
    try {
      service(request, response);
    } catch (ServletException | IOException failed) {
      throw new IllegalStateException(failed);
    }
    return reached;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    reached = true;
  }

  private static <T> T standIn(Class<T> type, String path, @Nullable ServletContext context) {
    return type.cast(
        Proxy.newProxyInstance(
            GuardProbe.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              switch (method.getName()) {
                case "getRequestURI":
                  return path;
                case "getMethod":
                  return "HEAD";
                case "getQueryString":
                  return null;
                case "getServletContext":
                  return context;
                default:
                  return nothing(method.getReturnType());
              }
            }));
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    } else if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 0L;
    } else if (type == String.class) {
      return "";
    }
    return type == Enumeration.class ? Collections.emptyEnumeration() : null;
  }
}
