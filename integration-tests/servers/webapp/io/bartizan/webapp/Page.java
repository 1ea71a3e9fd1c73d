package io.bartizan.webapp;

import javax.servlet.http.HttpServlet;

/** The web application's own kind of servlet, as a framework inside it would bring one. */
abstract class Page extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Enough that a class loader that is kept is seen in the heap. */
  private static final byte[] WEIGHT = new byte[1 << 20];

  static int weight() {
    return WEIGHT.length;
  }
}
