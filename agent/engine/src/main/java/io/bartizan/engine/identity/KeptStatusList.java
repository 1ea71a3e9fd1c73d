package io.bartizan.engine.identity;

import io.bartizan.engine.outbound.Fetched;
import io.bartizan.engine.outbound.Transfer;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.StatusList;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One status list, fetched again before it gets old. Where no newer one can be had in time there is
 * none: what was taken back meanwhile must not go on.
 */
final class KeptStatusList implements AutoCloseable {

  /** With the wait for the keys of the token itself a decision stays within its own second. */
  static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MAX_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long MIN_TOTAL_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long MAX_TOTAL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final Logger LOG = LoggerFactory.getLogger(KeptStatusList.class);

  private final String uri;
  private final Issuer issuer;
  private final StatusList how;
  private final KeySource keys;
  private final ServerTrust trust;
  private final Clock wall;
  private final LongSupplier clock;
  private final Flights flights;
  private final long refreshNanos;
  private final AtomicReference<@Nullable KeyNews> news = new AtomicReference<>();
  private volatile @Nullable Transfer running;
  private volatile @Nullable Held held;
  private volatile boolean failing;
  private volatile boolean closed;
  private volatile long askedForNanos;

  /** A list, when it was asked for, and for how long it is believed. */
  private static final class Held {
    final StatusListToken token;
    final long askedNanos;
    final long believedNanos;

    Held(StatusListToken token, long askedNanos, long believedNanos) {
      this.token = token;
      this.askedNanos = askedNanos;
      this.believedNanos = believedNanos;
    }
  }

  /**
   * A list that is not fetched yet.
   *
   * @param clock monotonic, in nanoseconds
   */
  KeptStatusList(
      String uri,
      Issuer issuer,
      StatusList how,
      KeySource keys,
      ServerTrust trust,
      Clock wall,
      LongSupplier clock) {
    this.uri = uri;
    this.issuer = issuer;
    this.how = how;
    this.keys = keys;
    this.trust = trust;
    this.wall = wall;
    this.clock = clock;
    this.refreshNanos = TimeUnit.SECONDS.toNanos(how.refreshSeconds());
    this.askedForNanos = clock.getAsLong();
    this.flights =
        new Flights(
            "bartizan-status-fetch", clock, pauseNanos(), WAIT_NANOS, this::fetch, this::tell);
  }

  private static long within(long nanos, long least, long most) {
    return Math.max(least, Math.min(nanos, most));
  }

  /** From the start of one fetch to the start of the next. */
  private long pauseNanos() {
    return within(refreshNanos / 10, MIN_PAUSE_NANOS, MAX_PAUSE_NANOS);
  }

  /** The list; null if there is none to be had now. Waits for less than half a second. */
  @Nullable StatusBits bits(Pause pause) {
    StatusBits known = inForce();
    if (known == null) {
      flights.await(flights.begin(), pause);
      known = inForce();
    }
    return known;
  }

  /** The list without a look for a newer one; null if there is none. Never waits. */
  @Nullable StatusBits inForce() {
    long now = clock.getAsLong();
    if (now - askedForNanos > MIN_PAUSE_NANOS) {
      // Not each time: all requests write to the same place.
      askedForNanos = now;
    }
    Held known = held;
    return known == null
            || now - known.askedNanos > known.believedNanos
            || seconds() >= known.token.expiresAt()
        ? null
        : known.token.bits();
  }

  private long seconds() {
    return TimeUnit.MILLISECONDS.toSeconds(wall.millis());
  }

  /** Whether nobody has asked for it for so long. */
  boolean idle(long nanos) {
    return clock.getAsLong() - askedForNanos > nanos;
  }

  /** Fetches at half of the time that it is believed; called about once a second by one thread. */
  void refresh() {
    long now = clock.getAsLong();
    Transfer transfer = running;
    if (transfer != null
        && now - transfer.startedNanos()
            > within(refreshNanos / 4, MIN_TOTAL_NANOS, MAX_TOTAL_NANOS)) {
      transfer.cut();
    }
    Held known = held;
    if (known == null || now - known.askedNanos > known.believedNanos / 2) {
      flights.begin();
    }
  }

  private void fetch(long startedNanos) throws IOException, Rejected {
    Fetched fetched = get(startedNanos);
    if (!fetched.is(StatusListToken.MEDIA_TYPE)) {
      throw new Rejected("its type is not " + StatusListToken.MEDIA_TYPE);
    }
    long now = seconds();
    StatusListToken token = StatusListToken.read(fetched.body(), uri, issuer, how, keys, now);
    Held before = held;
    if (before != null && token.issuedAt() < before.token.issuedAt()) {
      // What was taken back meanwhile would be good again.
      throw new Rejected("a list older than the one before");
    }
    held = new Held(token, startedNanos, believedNanos(token, now));
    if (failing) {
      failing = false;
      news.set(new KeyNews("the status list " + uri + " can be had again", true));
    }
  }

  private Fetched get(long startedNanos) throws IOException {
    Transfer mine = new Transfer(startedNanos, trust.authorities());
    running = mine;
    try {
      if (closed) {
        throw new IOException("it is not asked for any more");
      }
      return mine.get(uri, StatusListToken.MEDIA_TYPE, StatusListToken.maxLength(how));
    } finally {
      running = null;
    }
  }

  /** As the policy has it, or less where its issuer says so; a ttl of nothing would never end. */
  private long believedNanos(StatusListToken token, long now) {
    long ttl = Math.max(TimeUnit.SECONDS.toNanos(token.ttlSeconds()), 2 * pauseNanos());
    return Math.min(refreshNanos, Math.min(ttl, TimeUnit.SECONDS.toNanos(token.expiresAt() - now)));
  }

  private void tell(Throwable failed) {
    if (closed) {
      return;
    }
    if (!failing) {
      failing = true;
      news.set(new KeyNews("the status list " + uri + " can't be had: " + failed, false));
    }
    LOG.warn("the status list {} can't be had: {}", uri, failed.toString());
  }

  int retryAfterSeconds() {
    return flights.retryAfterSeconds();
  }

  /** What befell it since it was asked last; null if nothing. */
  @Nullable KeyNews news() {
    return news.getAndSet(null);
  }

  /** Ends what is under way; nothing is fetched any more. */
  @Override
  public void close() {
    closed = true;
    Transfer now = running;
    if (now != null) {
      now.cut();
    }
  }
}
