package io.bartizan.engine.limit;

import io.bartizan.policy.Limit;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All limits of a policy. A request takes a token from the bucket of each limit that counts it, or
 * from none: what it took from the others is given back where one refuses.
 */
public final class Limiter {

  /** Keys of all limits together: some 30 MiB of heap at the worst, whoever sends them. */
  static final int MAX_KEYS = 100_000;

  /** Whose request is counted. */
  public interface Subject {
    /**
     * The principal, unique among all issuers, as 16 octets of a hash under a key that nobody
     * outside this process knows; null for the anonymous.
     */
    byte @Nullable [] principalKey();

    /** The client's address, 4 or 16 octets. */
    byte[] clientAddress();

    /** A claim as text; null where there is none. */
    @Nullable String claim(List<String> path);
  }

  private final TimeMeter clock;
  private final int maxKeys;
  private final AtomicInteger keys = new AtomicInteger();
  private volatile List<Buckets> all = Collections.emptyList();

  /** A limiter for these limits. */
  public Limiter(List<Limit> limits) {
    this(limits, TimeMeter.SYSTEM_NANOTIME, MAX_KEYS);
  }

  Limiter(List<Limit> limits, TimeMeter clock, int maxKeys) {
    this.clock = clock;
    this.maxKeys = maxKeys;
    reload(limits);
  }

  /** Takes other limits; those that stay the same keep their buckets. */
  public synchronized void reload(List<Limit> limits) {
    List<Buckets> before = new ArrayList<>(all);
    List<Buckets> next = new ArrayList<>(limits.size());
    for (Limit limit : limits) {
      Buckets kept = before.stream().filter(b -> same(b.limit(), limit)).findFirst().orElse(null);
      if (kept != null) {
        before.remove(kept);
      }
      next.add(kept == null ? new Buckets(limit, keys, maxKeys, clock) : kept);
    }
    all = next;
    before.forEach(Buckets::clear);
  }

  private static boolean same(Limit a, Limit b) {
    return a.name().equals(b.name())
        && a.key().equals(b.key())
        && a.count() == b.count()
        && a.periodNanos() == b.periodNanos()
        && a.burst() == b.burst();
  }

  /** Takes a token for a request from every limit that counts it, or tells which one has none. */
  public LimitVerdict take(Subject subject) {
    List<Buckets> limits = all;
    if (limits.isEmpty()) {
      return LimitVerdict.UNLIMITED;
    }
    RateLimitFields fields = new RateLimitFields();
    @Nullable BucketKey[] taken = new BucketKey[limits.size()];
    for (int i = 0; i < taken.length; i++) {
      Buckets buckets = limits.get(i);
      BucketKey key = buckets.countedBy().keyOf(subject);
      if (key == null) {
        continue;
      }
      ConsumptionProbe probe = buckets.take(key);
      fields.add(buckets, probe);
      if (!probe.isConsumed()) {
        giveBack(limits, taken);
        return fields.exhausted(buckets.limit(), probe.getNanosToWaitForRefill());
      }
      taken[i] = key;
    }
    return fields.within();
  }

  private static void giveBack(List<Buckets> limits, @Nullable BucketKey[] taken) {
    for (int i = 0; i < taken.length; i++) {
      BucketKey key = taken[i];
      if (key != null) {
        limits.get(i).giveBack(key);
      }
    }
  }
}
