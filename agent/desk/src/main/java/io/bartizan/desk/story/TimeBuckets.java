package io.bartizan.desk.story;

import io.bartizan.desk.trail.TrailRecord;

/**
 * Requests over time, in at most {@value #BUCKETS} buckets: where time goes beyond them, two become
 * one, so that memory does not grow with the log.
 */
public final class TimeBuckets {

  /** How many there are at most. */
  public static final int BUCKETS = 96;

  private static final long SECOND = 1000;

  private final long[] permitted = new long[BUCKETS];
  private final long[] refused = new long[BUCKETS];
  private final long[] throttled = new long[BUCKETS];
  private long start = Long.MIN_VALUE;
  private long width = SECOND;
  private int used;

  TimeBuckets() {}

  void add(TrailRecord record) {
    int at = index(record.time());
    long count = record.count();
    if (record.throttled()) {
      throttled[at] += count;
    } else if (record.refused()) {
      refused[at] += count;
    } else {
      permitted[at] += count;
    }
  }

  /** The wall clock may go back; what is before the first record counts with it. */
  private int index(long time) {
    if (start == Long.MIN_VALUE) {
      start = time - Math.floorMod(time, width);
    }
    while ((time - start) / width >= BUCKETS) {
      halve();
    }
    int at = (int) Math.max(0, (time - start) / width);
    used = Math.max(used, at + 1);
    return at;
  }

  private void halve() {
    for (long[] values : new long[][] {permitted, refused, throttled}) {
      for (int i = 0; i < BUCKETS; i++) {
        values[i] = 2 * i + 1 < BUCKETS ? values[2 * i] + values[2 * i + 1] : 0;
      }
    }
    width *= 2;
    used = (used + 1) / 2;
  }

  /** How many buckets have begun; 0 if nothing was counted. */
  public int used() {
    return used;
  }

  /** When a bucket begins, in milliseconds since the epoch. */
  public long begin(int bucket) {
    return start + bucket * width;
  }

  /** How long a bucket is, in milliseconds. */
  public long width() {
    return width;
  }

  /** Requests let in. */
  public long permitted(int bucket) {
    return permitted[bucket];
  }

  /** Requests refused, by no limit. */
  public long refused(int bucket) {
    return refused[bucket];
  }

  /** Requests refused by a limit. */
  public long throttled(int bucket) {
    return throttled[bucket];
  }

  /** All of a bucket. */
  public long all(int bucket) {
    return permitted[bucket] + refused[bucket] + throttled[bucket];
  }

  /** In which bucket a moment lies, or the nearest one. */
  public int bucket(long time) {
    return (int) Math.max(0, Math.min(used - 1L, (time - start) / width));
  }
}
