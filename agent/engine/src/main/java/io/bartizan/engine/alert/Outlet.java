package io.bartizan.engine.alert;

import org.jspecify.annotations.Nullable;

/** A way that alerts go. Whoever hands one over never waits. */
interface Outlet extends AutoCloseable {

  /** Takes an alert, or counts it as lost. */
  void offer(Alert alert);

  /**
   * Sends an alert now and waits for what comes of it, within a bound.
   *
   * @return null if it was taken; otherwise why not
   */
  @Nullable String attempt(Alert alert) throws InterruptedException;

  /** A look several times a second: ends what hangs. */
  default void look() {}

  /** Whether nothing waits and nothing is under way. */
  boolean idle();

  /** Alerts that were lost on this way. */
  long lost();

  /** Waits so long at most until what was taken is sent. */
  void drain(long millis);

  /** Ends it; what waits is lost. Waits for nobody. */
  @Override
  void close();
}
