package io.bartizan.engine;

import java.util.concurrent.atomic.LongAdder;

/** What the engine has done since it started. Each number only grows. */
public final class Counters {

  private final LongAdder permits = new LongAdder();
  private final LongAdder chokePermits = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder unprotected = new LongAdder();
  private final LongAdder entries = new LongAdder();

  Counters() {}

  void permit(boolean chokePoint) {
    permits.increment();
    if (chokePoint) {
      chokePermits.increment();
    }
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

  /**
   * A request entered at a choke point. Counted at the gate, by whoever let it in, so that it can
   * be held against the permits.
   */
  public void entry() {
    entries.increment();
  }

  /** Requests that entered at choke points. */
  public long entries() {
    return entries.sum();
  }

  /**
   * Requests that entered a choke point without a permit; must be 0. A permit whose request has not
   * entered yet, or never will, is no such request: the number is never negative.
   */
  public long entriesMinusPermits() {
    // Read in this order: what enters between the two reads has its permit counted already.
    long entered = entries.sum();
    return Math.max(0, entered - chokePermits.sum());
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
