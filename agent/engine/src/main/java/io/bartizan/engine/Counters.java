package io.bartizan.engine;

import java.util.concurrent.atomic.LongAdder;

/** What the engine has done since it started. Each number only grows. */
public final class Counters {

  private final LongAdder permits = new LongAdder();
  private final LongAdder refusals = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder unprotected = new LongAdder();
  private final LongAdder entries = new LongAdder();
  private final LongAdder permittedEntries = new LongAdder();

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

  /**
   * A request entered: counted at the gate, by whoever let it in, or at the guard, by whoever found
   * it inside.
   *
   * @param permitted whether it holds a permit of this engine that is open
   */
  public void entry(boolean permitted) {
    if (permitted) {
      permittedEntries.increment();
    }
    entries.increment();
  }

  /** Requests that entered, at choke points or around them. */
  public long entries() {
    return entries.sum();
  }

  /**
   * Requests that entered without a permit; must be 0. A permit whose request never enters does not
   * make up for one: only permits that were seen with an entry count.
   */
  public long entriesMinusPermits() {
    // Read in this order: what enters between the two reads can only make the number smaller.
    long entered = entries.sum();
    return Math.max(0, entered - permittedEntries.sum());
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
