package io.bartizan.engine;

import java.util.concurrent.atomic.LongAdder;

/** What the engine has done since it started. Each number only grows. */
public final class Counters {

  private final LongAdder permits = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder unprotected = new LongAdder();

  Counters() {}

  void permit() {
    permits.increment();
  }

  void refusal() {
    refusals.increment();
  }

  void failure() {
    failures.increment();
  }

  void unprotectedEntry() {
    unprotected.increment();
  }

  /** Requests permitted (while observing: let through). */
  public long permits() {
    return permits.sum();
  }

  /** Requests refused. */
  public long refusals() {
    return refusals.sum();
  }

  /** Decisions that failed inside and so ended as refusals. */
  public long failures() {
    return failures.sum();
  }

  /** Requests that reached a handler of a woven container without a permit; should stay 0. */
  public long unprotectedTotal() {
    return unprotected.sum();
  }
}
