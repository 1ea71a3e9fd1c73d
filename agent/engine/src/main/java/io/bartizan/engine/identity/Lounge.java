package io.bartizan.engine.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where requests wait for one fetch of keys while their threads go on. The first of them brings a
 * daemon thread that takes all of them up again when the fetch is over, or nobody waits for it any
 * more.
 */
final class Lounge {

  /** Requests that wait at once. One that comes later finds no keys, and is told to come again. */
  static final int SEATS = 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Lounge.class);

  private final CountDownLatch over;
  private @Nullable List<Runnable> waiting;
  private boolean closed;

  /**
   * A lounge.
   *
   * @param over what is waited for
   */
  Lounge(CountDownLatch over) {
    this.over = over;
  }

  /**
   * Lets a request wait.
   *
   * @param resume takes it up again; run once if it is admitted
   * @param nanos so long it waits at most
   * @return false if it can't wait here
   */
  synchronized boolean admits(Runnable resume, long nanos) {
    List<Runnable> known = waiting;
    if (closed || (known != null && known.size() >= SEATS)) {
      return false;
    }
    if (known == null) {
      known = new ArrayList<>();
      if (!watched(nanos)) {
        return false;
      }
      waiting = known;
    }
    known.add(resume);
    return true;
  }

  private boolean watched(long nanos) {
    try {
      Thread thread = new Thread(() -> watch(nanos), "bartizan-key-wait");
      thread.setDaemon(true);
      thread.setContextClassLoader(Lounge.class.getClassLoader());
      thread.start();
      return true;
    } catch (Throwable unstartable) {
      // No memory or no thread left: nobody would take the request up again.
      return false;
    }
  }

  private void watch(long nanos) {
    try {
      if (!over.await(nanos, TimeUnit.NANOSECONDS)) {
        LOG.debug("requests went on without waiting longer for keys");
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    for (Runnable resume : close()) {
      try {
        resume.run();
      } catch (RuntimeException | Error failed) {
        // Its connection is gone, or its server shuts down: nobody waits for an answer.
        LOG.debug("a request could not be taken up again", failed);
      }
    }
  }

  private synchronized List<Runnable> close() {
    closed = true;
    List<Runnable> known = waiting;
    waiting = null;
    return known == null ? new ArrayList<>() : known;
  }
}
