package io.bartizan.servlet.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known of a servlet's class: its names, and whether a guard stands behind it as well. */
final class Frameworks {

  /** Their resources and SOAP operations are met by guards of the JAX-RS world. */
  private static final Set<String> DISPATCHING =
      new HashSet<>(
          Arrays.asList(
              "org.glassfish.jersey.servlet.ServletContainer",
              "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher",
              "org.apache.cxf.transport.servlet.AbstractHTTPServlet",
              "org.apache.axis.transport.http.AxisServlet"));

  private static final ClassValue<String[]> NAMES =
      new ClassValue<String[]>() {
        @Override
        protected String[] computeValue(Class<?> type) {
          List<String> names = new ArrayList<>();
          for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            names.add(at.getName() + "#service");
          }
          return names.toArray(new String[0]);
        }
      };

  private static final ClassValue<Boolean> LEADING_ON =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (dispatches(at.getName())) {
              return true;
            }
          }
          return false;
        }
      };

  private Frameworks() {}

  /** Whether the servlet only finds a handler that has a guard of its own. */
  static boolean leadOn(Class<?> servlet) {
    return LEADING_ON.get(servlet);
  }

  /** Under the name that it is known by, or with something in front of it. */
  private static boolean dispatches(String name) {
    for (String known : DISPATCHING) {
      if (name.equals(known) || name.endsWith('.' + known)) {
        return true;
      }
    }
    return false;
  }

  /** The names of the servlet and of what it is made from, its own first; not to be changed. */
  static String[] names(Class<?> servlet) {
    return NAMES.get(servlet);
  }
}
