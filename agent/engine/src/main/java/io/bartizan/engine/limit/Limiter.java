package io.bartizan.engine.limit;

import io.bartizan.policy.Limit;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final String PRINCIPAL = "principal.id";
  private static final String ADDRESS = "client.address";
  private static final String CLAIM = "token.";

  /** Whose request is counted. */
  public interface Subject {
    /** The principal's id, unique among all issuers; null for the anonymous. */
    @Nullable String principalId();

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
    List<Runnable> undo = new ArrayList<>(limits.size());
    for (Buckets buckets : limits) {
      BucketKey key = key(buckets.limit().key(), subject);
      if (key == null) {
        continue;
      }
      ConsumptionProbe probe = buckets.take(key);
      fields.add(buckets.limit(), probe);
      if (!probe.isConsumed()) {
        undo.forEach(Runnable::run);
        return fields.exhausted(buckets.limit(), probe.getNanosToWaitForRefill());
      }
      undo.add(() -> buckets.giveBack(key));
    }
    return fields.within();
  }

  /** The key that a limit counts a subject by; null where it doesn't count it. */
  private static @Nullable BucketKey key(String by, Subject subject) {
    if (by.equals(ADDRESS)) {
      byte[] address = subject.clientAddress();
      // One customer is given a whole /64 (RFC 6177): it counts as one client.
      return BucketKey.of(address.length == 16 ? Arrays.copyOf(address, 8) : address);
    }
    String value =
        by.equals(PRINCIPAL)
            ? subject.principalId()
            : subject.claim(Arrays.asList(by.substring(CLAIM.length()).split("\\.")));
    return value == null ? null : BucketKey.of(value);
  }
}
