package io.bartizan.testapp;

import javax.servlet.Servlet;

/** The JAX-RS application, on the servers that have one. */
final class Rest {

  private Rest() {}

  /** The framework's servlet for {@code /rs/*}; null where this server has no framework. */
  static Servlet servlet() throws ReflectiveOperationException {
    try {
      Class<?> type = Class.forName("io.bartizan.testapp.RestServlet");
      return (Servlet) type.getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException none) {
      return null;
    }
  }
}
