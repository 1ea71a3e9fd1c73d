package io.bartizan.servlet.guard;

import javax.servlet.ServletRequest;
import javax.servlet.ServletRequestWrapper;

/** Tells the containers apart that decide at a choke point of their own. */
final class Containers {

  private Containers() {}

  /**
   * Whether the container's own request object, below all wrappers, is of a container whose choke
   * point is woven, so that a request without a permit must have come around it.
   */
  static boolean hasChokePoint(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper) {
      inner = ((ServletRequestWrapper) inner).getRequest();
    }
    String type = inner.getClass().getName();
    return is(type, ".org.apache.catalina.")
        || is(type, ".org.eclipse.jetty.")
        || is(type, ".org.glassfish.grizzly.")
        || is(type, ".io.undertow.")
        || ofLiberty(type);
  }

  /**
   * Whether a request goes on on threads that its choke point never sees: there it must carry its
   * permit itself.
   */
  static boolean leavesItsThread(ServletRequest request) {
    return ofLiberty(request.getClass().getName());
  }

  private static boolean ofLiberty(String type) {
    return is(type, ".com.ibm.ws.webcontainer") || is(type, ".io.openliberty.webcontainer");
  }

  /**
   * Whether a type is of a container, which may have been renamed by another prefix than the API:
   * so these constants begin with a dot, and are not mapped with it.
   */
  private static boolean is(String type, String container) {
    return type.regionMatches(0, container, 1, container.length() - 1) || type.contains(container);
  }
}
