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
    // Its packages may have been renamed, whatever the API's are called: something stands in front.
    String type = '.' + inner.getClass().getName();
    return type.contains(".org.apache.catalina.")
        || type.contains(".org.eclipse.jetty.")
        || type.contains(".io.undertow.");
  }
}
