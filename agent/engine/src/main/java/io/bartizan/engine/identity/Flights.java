package io.bartizan.engine.identity;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches of one thing, each on a thread of its own: one in flight, and one in a time, whatever
 * asks for it.
 */
final class Flights {

  private static final Logger LOG = LoggerFactory.getLogger(Flights.class);

  private final String thread;
  private final LongSupplier clock;
  private final long pauseNanos;
  private final long waitNanos;
  private final Fetch fetch;
  private final Consumer<Throwable> failed;

  /** The fetch in flight, or the one before; replaced by compare-and-set only: see begin. */
  private final AtomicReference<@Nullable Flight> latest = new AtomicReference<>();

  /** What is done in flight. */
  interface Fetch {

    /**
     * Fetches.
     *
     * @param startedNanos when the flight began
     * @throws Exception if nothing good came of it
     */
    void fetch(long startedNanos) throws Exception;
  }

  /** A fetch: in flight until its latch is open. */
  static final class Flight {
    final long startedNanos;
    final boolean awaited;
    final CountDownLatch landed = new CountDownLatch(1);
    final Lounge lounge = new Lounge(landed);
    volatile boolean good;

    /**
     * A fetch that begins.
     *
     * @param awaited whether requests may wait for it: not after one that failed, or a dead server
     *     would hold them up again and again
     */
    Flight(long startedNanos, boolean awaited) {
      this.startedNanos = startedNanos;
      this.awaited = awaited;
    }

    boolean inFlight() {
      return landed.getCount() > 0;
    }
  }

  /**
   * Flights of which none has begun yet.
   *
   * @param clock monotonic, in nanoseconds
   * @param pauseNanos from the start of one to the start of the next
   * @param waitNanos from the start of one until no request waits for it any more. Counted from its
   *     start, not from the request's, so that a server that hangs holds up requests for this long
   *     and no longer, however many they are
   * @param failed is told what went wrong; on the flight's thread
   */
  Flights(
      String thread,
      LongSupplier clock,
      long pauseNanos,
      long waitNanos,
      Fetch fetch,
      Consumer<Throwable> failed) {
    this.thread = thread;
    this.clock = clock;
    this.pauseNanos = pauseNanos;
    this.waitNanos = waitNanos;
    this.fetch = fetch;
    this.failed = failed;
  }

  /**
   * The fetch in flight, or a new one if it is time for one; null if it is not. The pause is
   * measured and ended on one reference, so that no two threads can end the same one.
   */
  @Nullable Flight begin() {
    Flight last = latest.get();
    if (last != null && last.inFlight()) {
      return last;
    }
    long now = clock.getAsLong();
    if (last != null && now - last.startedNanos < pauseNanos) {
      return null;
    }
    Flight mine = new Flight(now, last == null || last.good);
    if (!latest.compareAndSet(last, mine)) {
      return latest.get();
    }
    try {
      Thread flying = new Thread(() -> fly(mine), thread);
      flying.setDaemon(true);
      flying.setContextClassLoader(Flights.class.getClassLoader());
      flying.start();
    } catch (Throwable unstartable) {
      // No memory or no thread left: there is another try after the pause.
      mine.landed.countDown();
      tell(unstartable);
    }
    return mine;
  }

  private void fly(Flight mine) {
    try {
      fetch.fetch(mine.startedNanos);
      mine.good = true;
    } catch (Throwable bad) {
      tell(bad);
    } finally {
      mine.landed.countDown();
    }
  }

  private void tell(Throwable bad) {
    try {
      failed.accept(bad);
    } catch (Throwable unloggable) {
      // Out of memory: that the fetch ends matters more than its log line.
      return;
    }
  }

  /**
   * Waits for a fetch that has just begun.
   *
   * @throws Paused if the request waits elsewhere
   */
  void await(@Nullable Flight flight, Pause pause) {
    if (flight == null || !flight.awaited || !flight.inFlight()) {
      return;
    }
    long left = flight.startedNanos + waitNanos - clock.getAsLong();
    if (left <= 0) {
      return;
    }
    Runnable resume = pause.begin();
    if (resume != null) {
      if (flight.lounge.admits(resume, left)) {
        throw new Paused();
      }
      return;
    }
    try {
      if (!flight.landed.await(left, TimeUnit.NANOSECONDS)) {
        LOG.debug("a request went on without waiting longer for a fetch");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Seconds, at least 1, after which the next one may begin. */
  int retryAfterSeconds() {
    Flight last = latest.get();
    long left = last == null ? 0 : last.startedNanos + pauseNanos - clock.getAsLong();
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toSeconds(left) + 1);
  }
}
