package io.bartizan.engine;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The permits of requests under way. One that stays open long is recorded then, and again at its
 * end: a stream that never ends must not be missing from the trail.
 */
public final class OpenPermits {

  /** A request open for so long is recorded while it goes on. */
  static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long SWEEP_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(OpenPermits.class);

  private final Set<Grant> grants = ConcurrentHashMap.newKeySet();

  OpenPermits() {}

  void add(Grant grant) {
    grants.add(grant);
  }

  void remove(Grant grant) {
    grants.remove(grant);
  }

  /** How many requests are under way. */
  public int count() {
    return grants.size();
  }

  /** Starts the daemon thread that looks for long ones. */
  public void watch() {
    Thread thread = new Thread(this::run, "bartizan-open-permits");
    thread.setDaemon(true);
    thread.setContextClassLoader(OpenPermits.class.getClassLoader());
    thread.start();
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(SWEEP_MILLIS);
        sweep(System.nanoTime());
      } catch (InterruptedException end) {
        return;
      } catch (Throwable failed) {
        tell(failed);
      }
    }
  }

  /** With the heap full even a log line throws, and that must not end the watch either. */
  private static void tell(Throwable failed) {
    try {
      LOG.error("the watch over open requests failed; it goes on", failed);
    } catch (Throwable untold) {
      return;
    }
  }

  void sweep(long nowNanos) {
    for (Grant grant : grants) {
      boolean due = nowNanos - grant.inquiry().startedNanos > LONG_NANOS;
      if (due && !grant.reportedOpen() && grant.open()) {
        grant.reportOpen();
        Records.stillOpen(grant);
      }
    }
  }
}
