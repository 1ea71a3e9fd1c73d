package io.bartizan.engine.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a load balancer, each published at an address of its own. Which one a request names
 * is its sender's choice, so few are asked for at a time, and few are kept.
 */
final class LoadBalancerKeys implements AutoCloseable {

  /** Keys that are kept; AWS uses one or two at a time. */
  static final int MAX_KEYS = 8;

  /** Keys that were asked for and not found, or not yet; each is for {@link #PATIENCE_NANOS}. */
  static final int MAX_UNKNOWN = 4;

  /** After which a key that was not found may be asked for again. */
  static final long PATIENCE_NANOS = UrlKeys.PAUSE_NANOS;

  private final String base;
  private final ServerTrust trust;
  private final LongSupplier clock;
  private final Map<String, Source> sources = new ConcurrentHashMap<>();

  /** Where one key comes from. */
  private static final class Source {
    final UrlKeys keys;
    final long openedNanos;
    volatile long usedNanos;

    Source(UrlKeys keys, long now) {
      this.keys = keys;
      this.openedNanos = now;
      this.usedNanos = now;
    }
  }

  /**
   * Keys below an address.
   *
   * @param base ends with a slash
   * @param clock monotonic, in nanoseconds
   */
  LoadBalancerKeys(String base, ServerTrust trust, LongSupplier clock) {
    this.base = base;
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * The key of an id; null if it can't be had now.
   *
   * @param id in the form of a UUID: it becomes a part of a URL
   * @throws Paused if the request waits elsewhere
   */
  @Nullable VerificationKey find(String id, Pause pause) {
    Source source = sources.get(id);
    if (source == null) {
      source = open(id);
    }
    if (source == null) {
      return null;
    }
    source.usedNanos = clock.getAsLong();
    KeySet keys = source.keys.keys(pause);
    return keys == null ? null : keys.find(null, "ES256");
  }

  /** A place for one more; null if there is none. */
  private synchronized @Nullable Source open(String id) {
    Source there = sources.get(id);
    if (there != null) {
      return there;
    }
    int unknown = 0;
    int known = 0;
    String oldest = null;
    long oldestUse = 0;
    for (Map.Entry<String, Source> entry : sources.entrySet()) {
      Source source = entry.getValue();
      if (givenUp(source)) {
        drop(entry.getKey());
      } else if (source.keys.inForce() == null) {
        unknown++;
      } else {
        known++;
        if (oldest == null || source.usedNanos - oldestUse < 0) {
          oldest = entry.getKey();
          oldestUse = source.usedNanos;
        }
      }
    }
    if (unknown >= MAX_UNKNOWN) {
      return null;
    }
    if (known >= MAX_KEYS && oldest != null) {
      drop(oldest);
    }
    String url = base + id;
    UrlKeys keys = new UrlKeys(url, fetch -> url, trust, clock, KeySet::pem);
    Source fresh = new Source(keys, clock.getAsLong());
    sources.put(id, fresh);
    return fresh;
  }

  private void drop(String id) {
    Source gone = sources.remove(id);
    if (gone != null) {
      gone.keys.close();
    }
  }

  /** Looks after the keys; whether one that was in force is no longer. */
  boolean refresh() {
    boolean withdrawn = false;
    for (Map.Entry<String, Source> entry : sources.entrySet()) {
      Source source = entry.getValue();
      if (givenUp(source)) {
        drop(entry.getKey());
      } else {
        withdrawn |= source.keys.refresh();
      }
    }
    return withdrawn;
  }

  /** Whether a key had its time to be found, and was not. */
  private boolean givenUp(Source source) {
    return source.keys.inForce() == null && clock.getAsLong() - source.openedNanos > PATIENCE_NANOS;
  }

  @Override
  public void close() {
    sources.values().forEach(source -> source.keys.close());
  }
}
