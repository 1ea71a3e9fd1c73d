package io.bartizan.servlet.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a servlet's class: its names, and whether a guard stands behind it as well. */
final class Frameworks {

  /** What the servlets of Metro lead to; versions that have it not have no guard either. */
  private static final String METRO = "com.sun.xml.ws.";

  private static final String METRO_INVOKER = METRO + "server.sei.SEIInvokerTube";

  /** Their resources and SOAP operations are met by guards of the JAX-RS world. */
  private static final Set<String> DISPATCHING =
      new HashSet<>(
          Arrays.asList(
              "org.glassfish.jersey.servlet.ServletContainer",
              "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher",
              "org.apache.cxf.transport.servlet.AbstractHTTPServlet",
              "org.apache.axis.transport.http.AxisServlet",
              "org.apache.axis2.transport.http.AxisServlet",
              METRO + "transport.http.servlet.WSServlet"));

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
            if (dispatches(at)) {
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
  private static boolean dispatches(Class<?> type) {
    String name = type.getName();
    for (String known : DISPATCHING) {
      if (name.equals(known) || name.endsWith('.' + known)) {
        String prefix = name.substring(0, name.length() - known.length());
        return !known.startsWith(METRO) || has(type.getClassLoader(), prefix + METRO_INVOKER);
      }
    }
    return false;
  }

  private static boolean has(@Nullable ClassLoader loader, String type) {
    try {
      return Class.forName(type, false, loader) != null;
    } catch (ClassNotFoundException | LinkageError without) {
      return false;
    }
  }

  /** The names of the servlet and of what it is made from, its own first; not to be changed. */
  static String[] names(Class<?> servlet) {
    return NAMES.get(servlet);
  }
}
