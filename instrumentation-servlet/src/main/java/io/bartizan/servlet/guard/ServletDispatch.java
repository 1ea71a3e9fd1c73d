package io.bartizan.servlet.guard;

import io.bartizan.gate.Dispatch;
import javax.servlet.DispatcherType;
import javax.servlet.RequestDispatcher;
import javax.servlet.ServletContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * A servlet or filter about to run, read from the request it would get. In an include the request
 * still shows the including path; the included one is in attributes (Servlet 4.0, 9.3.1).
 */
final class ServletDispatch extends Dispatch {

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final @Nullable ServletContext context;
  private final String @Nullable [] mappings;
  private final @Nullable Object servlet;
  private final DispatcherType type;
  private final boolean included;

  /**
   * A dispatch.
   *
   * @param context the handler's own, where it is known
   * @param servlet the handler; null for a filter
   */
  ServletDispatch(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable ServletContext context,
      String @Nullable [] mappings,
      @Nullable Object servlet) {
    this.request = request;
    this.response = response;
    this.context = context;
    this.mappings = mappings;
    this.servlet = servlet;
    DispatcherType known = request.getDispatcherType();
    this.type = known == null ? DispatcherType.REQUEST : known;
    this.included =
        type == DispatcherType.INCLUDE
            && request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH) != null;
  }

  @Override
  public boolean leadsOn() {
    return servlet == null || Frameworks.leadOn(servlet.getClass());
  }

  @Override
  public String @Nullable [] handlers() {
    return servlet == null ? null : Frameworks.names(servlet.getClass());
  }

  @Override
  public String kind() {
    return type.name();
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return contextPath() + inContext();
  }

  private String inContext() {
    return servletPath() + pathInfo();
  }

  @Override
  public boolean hasPath(String path) {
    String context = contextPath();
    String servlet = servletPath();
    String info = pathInfo();
    return path.length() == context.length() + servlet.length() + info.length()
        && path.startsWith(context)
        && path.startsWith(servlet, context.length())
        && path.startsWith(info, context.length() + servlet.length());
  }

  @Override
  public String @Nullable [] mappings() {
    return mappings;
  }

  @Override
  public boolean mappedByPath() {
    if (mappings == null) {
      return true;
    }
    String root = contextPath() + "/";
    for (String mapping : mappings) {
      if (covers(mapping, root)) {
        return true;
      }
    }
    return false;
  }

  /** Servlet 4.0, 12.2: prefix, extension, default and exact mappings. */
  private boolean covers(String mapping, String root) {
    if (mapping.startsWith("*.")) {
      String path = inContext();
      return path.endsWith(mapping.substring(1));
    }
    if (mapping.equals(root)) {
      return true;
    }
    if (mapping.endsWith("/*")) {
      String prefix = mapping.substring(0, mapping.length() - 2);
      String path = path();
      return path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
    return hasPath(mapping);
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    if (type == DispatcherType.INCLUDE && !response.isCommitted()) {
      // An include adds to another's page: leaving it out is the refusal (its status binds nobody).
      return;
    }
    ServletAnswer.write(request, response, status, headers, body);
  }

  /** As deployed: the request's own {@code getContextPath()} is as the client spelled it. */
  private String contextPath() {
    ServletContext known = context == null ? request.getServletContext() : context;
    String path = known == null ? null : known.getContextPath();
    return path == null ? "" : path;
  }

  private String servletPath() {
    return part(RequestDispatcher.INCLUDE_SERVLET_PATH, request.getServletPath());
  }

  private String pathInfo() {
    return part(RequestDispatcher.INCLUDE_PATH_INFO, request.getPathInfo());
  }

  private String part(String attribute, @Nullable String direct) {
    Object value = included ? request.getAttribute(attribute) : direct;
    return value instanceof String ? (String) value : "";
  }
}
