package io.bartizan.engine.identity;

import io.bartizan.engine.outbound.Fetched;
import io.bartizan.policy.Issuer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys from a URL. Fetched before they get old, on a thread of their own, one fetch at a time and
 * one in 30 s, whatever tokens ask for; the last good ones stay in force for an hour of outage.
 */
final class UrlKeys implements KeySource {

  /**
   * So long keys are believed before they are asked for again; a shorter time that their sender
   * gives counts, a longer one does not. A key that is withdrawn verifies no longer than this.
   */
  static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** So long the last good keys stay in force where no newer ones can be had. */
  static final long OUTAGE_NANOS = TimeUnit.HOURS.toNanos(1);

  /** From the start of one fetch to the start of the next. */
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** The shortest time that a sender can give: half of it is the pause. */
  private static final long LEAST_FRESH_NANOS = 2 * PAUSE_NANOS;

  /**
   * From the start of a fetch until no request waits for it any more: a decision stays within its
   * own second.
   */
  static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Logger LOG = LoggerFactory.getLogger(UrlKeys.class);

  private final String name;
  private final KeyAddress address;
  private final KeyFetch fetch;
  private final LongSupplier clock;
  private final KeyFormat format;

  private final Flights flights;

  /** Whether a key has been withdrawn since the last look. */
  private final AtomicBoolean withdrawn = new AtomicBoolean();

  /** What is still to be told; where much happens between two looks, the last of it. */
  private final AtomicReference<@Nullable KeyNews> news = new AtomicReference<>();

  private volatile boolean failing;
  private volatile @Nullable Held held;
  private boolean outlastedAtLastLook;

  /** Keys, when they were asked for, and for how long they are fresh. */
  private static final class Held {
    final KeySet keys;
    final long askedNanos;
    final long freshNanos;

    Held(KeySet keys, long askedNanos, long freshNanos) {
      this.keys = keys;
      this.askedNanos = askedNanos;
      this.freshNanos = freshNanos;
    }
  }

  /**
   * Keys from an address.
   *
   * @param name what the log calls them
   * @param trust which servers they come from
   * @param clock monotonic, in nanoseconds
   * @param format what stands there
   */
  UrlKeys(
      String name, KeyAddress address, ServerTrust trust, LongSupplier clock, KeyFormat format) {
    this.format = format;
    this.name = name;
    this.address = address;
    this.fetch = new KeyFetch(clock, trust);
    this.clock = clock;
    this.flights =
        new Flights("bartizan-key-fetch", clock, PAUSE_NANOS, WAIT_NANOS, this::fetch, this::tell);
  }

  /**
   * Keys of an issuer whose key set has a URL, or whose metadata tells it.
   *
   * @param clock monotonic, in nanoseconds
   * @throws KeySetException if the certificates that the issuer's servers may have can't be read
   */
  static UrlKeys of(Issuer issuer, LongSupplier clock) throws KeySetException {
    String jwks = issuer.jwks();
    String metadata = issuer.metadata();
    KeyAddress address =
        metadata == null
            ? fetch -> String.valueOf(jwks)
            : new IssuerMetadata(issuer.issuer(), metadata, clock);
    ServerTrust trust = ServerTrust.of(issuer.trust());
    return new UrlKeys(
        metadata == null ? String.valueOf(jwks) : metadata,
        address,
        trust,
        clock,
        KeyFormat.of(issuer));
  }

  @Override
  public @Nullable KeySet keys(Pause pause) {
    Held now = held;
    if (now == null || clock.getAsLong() - now.askedNanos > now.freshNanos) {
      flights.await(flights.begin(), pause);
    }
    return inForce();
  }

  @Override
  public @Nullable KeySet newerKeys(Pause pause) {
    flights.await(flights.begin(), pause);
    return inForce();
  }

  @Override
  public @Nullable KeySet inForce() {
    Held now = held;
    return now == null || clock.getAsLong() - now.askedNanos > OUTAGE_NANOS ? null : now.keys;
  }

  @Override
  public int retryAfterSeconds() {
    return flights.retryAfterSeconds();
  }

  /**
   * Fetches at half of the time that keys are fresh: two failures in a row still leave time to see
   * a key's withdrawal before a request has to wait.
   */
  @Override
  public boolean refresh() {
    fetch.cutOverdue();
    Held now = held;
    if (now == null || clock.getAsLong() - now.askedNanos > now.freshNanos / 2) {
      flights.begin();
    }
    boolean outlasted = held != null && inForce() == null;
    boolean ended = outlasted && !outlastedAtLastLook;
    outlastedAtLastLook = outlasted;
    return withdrawn.getAndSet(false) || ended;
  }

  private void fetch(long startedNanos) throws IOException, Rejected {
    Fetched fetched = fetch.get(address.find(fetch));
    KeySet keys = format.read(fetched.body());
    if (keys.isEmpty()) {
      throw new Rejected("no key for signatures in it");
    }
    Held before = held;
    held = new Held(keys, startedNanos, fetched.freshNanos(LEAST_FRESH_NANOS, FRESH_NANOS));
    if (before != null && !keys.holdsAllOf(before.keys)) {
      withdrawn.set(true);
    }
    arrived(before == null ? null : before.keys, keys);
  }

  private void arrived(@Nullable KeySet before, KeySet now) {
    boolean same = before != null && now.holdsAllOf(before) && before.holdsAllOf(now);
    if (failing || before != null && !same) {
      String what = failing ? "can be had again" : "were changed";
      news.set(new KeyNews("the keys of " + name + ' ' + what, true));
    }
    failing = false;
  }

  @Override
  public @Nullable KeyNews news() {
    return news.getAndSet(null);
  }

  private void tell(Throwable failed) {
    boolean known = inForce() != null;
    String then = known ? "the last good ones stay in force" : "its tokens are answered with 503";
    if (!failing) {
      failing = true;
      news.set(new KeyNews("the keys of " + name + " can't be had: " + failed, false));
    }
    LOG.warn("the keys of {} can't be had ({}); {}", name, failed.toString(), then);
  }

  @Override
  public void close() {
    fetch.close();
  }
}
