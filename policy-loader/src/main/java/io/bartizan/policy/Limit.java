package io.bartizan.policy;

/** One rate limit ({@code limits}). */
public final class Limit {

  private final String name;
  private final String key;
  private final long count;
  private final long periodNanos;
  private final long burst;

  /** A value with every part given. */
  public Limit(String name, String key, long count, long periodNanos, long burst) {
    this.name = name;
    this.key = key;
    this.count = count;
    this.periodNanos = periodNanos;
    this.burst = burst;
  }

  /** The name, unique in the file; an RFC 8941 token-like word that goes into RateLimit fields. */
  public String name() {
    return name;
  }

  /** What is counted apart: {@code principal.id}, {@code client.address} or {@code token.CLAIM}. */
  public String key() {
    return key;
  }

  /** How many requests the rate gives back per {@link #periodNanos()}; at least 1. */
  public long count() {
    return count;
  }

  /** The period of the rate in nanoseconds; at least 1 s. */
  public long periodNanos() {
    return periodNanos;
  }

  /** How many requests may come at once: the bucket's capacity; at least 1. */
  public long burst() {
    return burst;
  }
}
