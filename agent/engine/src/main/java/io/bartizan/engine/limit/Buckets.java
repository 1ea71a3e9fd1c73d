package io.bartizan.engine.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bartizan.policy.Limit;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The buckets of one limit, one for each key. One that has been idle until it is full again is
 * dropped, because a new one would be the same. No bucket is ever dropped to make room: an attacker
 * could empty its own by flooding others. Keys that find no room share one bucket.
 */
final class Buckets {

  private final Limit limit;
  private final AtomicInteger keys;
  private final int maxKeys;
  private final TimeMeter clock;
  private final Cache<BucketKey, Bucket> buckets;
  private final Bucket overflow;
  private final CountedBy countedBy;
  private final String policyField;
  private final String stateField;

  /**
   * The buckets of a limit.
   *
   * @param keys how many keys all limits hold together
   * @param maxKeys how many they may hold
   */
  Buckets(Limit limit, AtomicInteger keys, int maxKeys, TimeMeter clock) {
    this.limit = limit;
    this.keys = keys;
    this.maxKeys = maxKeys;
    this.clock = clock;
    this.overflow = bucket();
    this.countedBy = CountedBy.of(limit.key());
    this.policyField = RateLimitFields.policy(limit);
    this.stateField = RateLimitFields.state(limit);
    this.buckets =
        Caffeine.newBuilder()
            .expireAfterAccess(refillNanos(limit), TimeUnit.NANOSECONDS)
            .ticker(clock::currentTimeNanos)
            .executor(Runnable::run)
            .removalListener((key, bucket, cause) -> keys.decrementAndGet())
            .build();
  }

  /** From empty to full: capacity over rate, at least a second, and no more than a year. */
  private static long refillNanos(Limit limit) {
    double nanos = (double) limit.burst() / limit.count() * limit.periodNanos();
    double most = (double) TimeUnit.DAYS.toNanos(365);
    return (long) Math.min(most, Math.max((double) TimeUnit.SECONDS.toNanos(1), Math.ceil(nanos)));
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(limit.burst())
                .refillGreedy(limit.count(), Duration.ofNanos(limit.periodNanos()))
                .build())
        .withCustomTimePrecision(clock)
        .build();
  }

  Limit limit() {
    return limit;
  }

  CountedBy countedBy() {
    return countedBy;
  }

  /** What the limit says in {@code RateLimit-Policy}. */
  String policyField() {
    return policyField;
  }

  /** How what it says in {@code RateLimit} begins. */
  String stateField() {
    return stateField;
  }

  ConsumptionProbe take(BucketKey key) {
    return of(key).tryConsumeAndReturnRemaining(1);
  }

  /** Gives a token back that was taken for a request which another limit refused. */
  void giveBack(BucketKey key) {
    of(key).addTokens(1);
  }

  private Bucket of(BucketKey key) {
    Bucket known = buckets.getIfPresent(key);
    if (known != null) {
      return known;
    }
    if (keys.get() >= maxKeys) {
      buckets.cleanUp();
      if (keys.get() >= maxKeys) {
        return overflow;
      }
    }
    Bucket made =
        buckets.get(
            key,
            absent -> {
              keys.incrementAndGet();
              return bucket();
            });
    return made == null ? overflow : made;
  }

  /** Drops all, so that their keys count no longer. */
  void clear() {
    buckets.invalidateAll();
    buckets.cleanUp();
  }
}
