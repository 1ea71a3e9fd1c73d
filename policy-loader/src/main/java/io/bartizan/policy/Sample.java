package io.bartizan.policy;

import java.nio.charset.StandardCharsets;

/**
 * The share of those who ask for whom a rule binds while it is tried out. Somebody is always in it
 * or always out of it, in every process, and stays in it when the share grows; of two rules, each
 * takes others.
 */
public final class Sample {

  /** Of a rule that binds for everybody. */
  public static final Sample ALL = new Sample(100, false);

  private static final int WHOLE = 100;

  private final int percent;
  private final boolean others;

  private Sample(int percent, boolean others) {
    this.percent = percent;
    this.others = others;
  }

  /**
   * A share.
   *
   * @param percent 1 to 99
   */
  public static Sample of(int percent) {
    if (percent < 1 || percent >= WHOLE) {
      throw new IllegalArgumentException("a sample is 1% to 99%");
    }
    return new Sample(percent, false);
  }

  /** Whether it takes everybody. */
  public boolean all() {
    return percent == WHOLE;
  }

  /** Those whom it does not take; there are some. */
  Sample others() {
    return new Sample(percent, !others);
  }

  /**
   * Whether it takes somebody.
   *
   * @param rule the rule's name
   * @param who what tells those who ask apart
   */
  public boolean takes(String rule, byte[] who) {
    if (all()) {
      return true;
    }
    long hash = hash(hash(0xcbf29ce484222325L, rule.getBytes(StandardCharsets.UTF_8)), who);
    // FNV alone leaves likeness of the last octets in the low bits.
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    return Math.floorMod(hash ^ hash >>> 33, WHOLE) < percent != others;
  }

  private static long hash(long start, byte[] octets) {
    long hash = start;
    for (byte octet : octets) {
      hash = (hash ^ octet & 0xff) * 0x100000001b3L;
    }
    return (hash ^ 0xff00) * 0x100000001b3L;
  }

  /** As the file says it: {@code 10%}. */
  @Override
  public String toString() {
    return percent + "%";
  }
}
