package io.bartizan.testapp;

/** The client connection that this thread serves, for handlers that see no servlet request. */
final class Caller {

  private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

  final int port;
  private boolean counted;

  private Caller(int port) {
    this.port = port;
  }

  /** A request begins on this thread. */
  static void begins(int port) {
    CURRENT.set(new Caller(port));
  }

  /** The thread is the pool's again. */
  static void ends() {
    CURRENT.remove();
  }

  static Caller current() {
    return CURRENT.get();
  }

  /** True the first time that it is asked of a request. */
  boolean first() {
    boolean first = !counted;
    counted = true;
    return first;
  }
}
