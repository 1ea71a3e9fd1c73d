package io.bartizan.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Sees when the wall clock is set: between two looks it goes as far as the monotonic clock, or it
 * jumped. Slewing (adjtime(3): 0.5 ms in a second) is no jump; waking from a suspension is one, as
 * the monotonic clock stood still meanwhile. Tokens follow the wall clock, so that a jump makes
 * them valid or invalid, and the trail must tell why.
 */
final class ClockWatch {

  /** A smaller jump changes no decision: tokens allow for more skew than this. */
  static final long JUMP_MILLIS = 5000;

  /** The two clocks can't be read at once; what took longer to read tells nothing. */
  private static final long READ_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LongSupplier wallMillis;
  private final LongSupplier nanos;
  private final LongConsumer jumped;
  private long apart;

  /**
   * A watch.
   *
   * @param wallMillis the wall clock, in ms
   * @param nanos the monotonic clock, in ns
   * @param jumped told of each jump, by how many ms; negative if backward
   */
  ClockWatch(LongSupplier wallMillis, LongSupplier nanos, LongConsumer jumped) {
    this.wallMillis = wallMillis;
    this.nanos = nanos;
    this.jumped = jumped;
    this.apart = wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }

  /** One look. The thread that looks is always the same. */
  void look() {
    long before = nanos.getAsLong();
    long wall = wallMillis.getAsLong();
    if (nanos.getAsLong() - before > READ_NANOS) {
      return;
    }
    long now = wall - TimeUnit.NANOSECONDS.toMillis(before);
    long by = now - apart;
    apart = now;
    if (Math.abs(by) > JUMP_MILLIS) {
      jumped.accept(by);
    }
  }
}
