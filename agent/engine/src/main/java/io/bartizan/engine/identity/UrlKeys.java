package io.bartizan.engine.identity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys from a URL. Fetched on a thread of their own, one fetch at a time and one in 30 s, whatever
 * tokens ask for; the last good ones stay in force for an hour of outage.
 */
final class UrlKeys implements KeySource {

  static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(5);
  static final long OUTAGE_NANOS = TimeUnit.HOURS.toNanos(1);
  static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** What a request may wait, so that its decision stays within its own second. */
  private static final long WAIT_MILLIS = 700;

  private static final Logger LOG = LoggerFactory.getLogger(UrlKeys.class);

  private final KeyFetch fetch;
  private final LongSupplier clock;
  private final AtomicReference<@Nullable CompletableFuture<Boolean>> flight =
      new AtomicReference<>();
  private volatile @Nullable KeySet keys;
  private volatile long fetchedNanos;
  private volatile long startedNanos;
  private volatile boolean startedEver;

  /**
   * Keys from where a fetch brings them.
   *
   * @param clock monotonic, in nanoseconds
   */
  UrlKeys(KeyFetch fetch, LongSupplier clock) {
    this.fetch = fetch;
    this.clock = clock;
  }

  @Override
  public @Nullable KeySet keys() {
    KeySet known = keys;
    if (known == null || clock.getAsLong() - fetchedNanos > FRESH_NANOS) {
      await(begin());
      known = keys;
    }
    boolean stale = clock.getAsLong() - fetchedNanos > OUTAGE_NANOS;
    return stale ? null : known;
  }

  @Override
  public @Nullable KeySet newerKeys() {
    await(begin());
    return keys;
  }

  @Override
  public void refresh() {
    CompletableFuture<Boolean> running = null;
    if (keys == null || clock.getAsLong() - fetchedNanos > FRESH_NANOS * 4 / 5) {
      running = begin();
    }
    if (running != null) {
      LOG.debug("keys are being fetched");
    }
  }

  /** The fetch in flight, or a new one if it is time for one; null if it is not. */
  private @Nullable CompletableFuture<Boolean> begin() {
    CompletableFuture<Boolean> running = flight.get();
    if (running != null) {
      return running;
    }
    long now = clock.getAsLong();
    if (startedEver && now - startedNanos < PAUSE_NANOS) {
      return null;
    }
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    if (!flight.compareAndSet(null, mine)) {
      return flight.get();
    }
    startedNanos = now;
    startedEver = true;
    Thread thread = new Thread(() -> run(mine), "bartizan-key-fetch");
    thread.setDaemon(true);
    thread.setContextClassLoader(UrlKeys.class.getClassLoader());
    thread.start();
    return mine;
  }

  private void run(CompletableFuture<Boolean> mine) {
    try {
      KeySet fetched = KeySet.parse(fetch.get());
      if (fetched.isEmpty()) {
        throw new Rejected("no key for signatures in it");
      }
      keys = fetched;
      fetchedNanos = clock.getAsLong();
    } catch (Exception | LinkageError failed) {
      LOG.warn("the keys of {} can't be had: {}", fetch, failed.toString());
    } finally {
      flight.set(null);
      mine.complete(true);
    }
  }

  private static void await(@Nullable CompletableFuture<Boolean> running) {
    if (running == null) {
      return;
    }
    try {
      running.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      LOG.debug("a request went on without waiting longer for keys");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    // A fetch in flight ends by its own time-outs.
  }
}
