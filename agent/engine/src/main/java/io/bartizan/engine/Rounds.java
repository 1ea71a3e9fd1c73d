package io.bartizan.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is looked after a few times a second, all by one daemon thread. */
final class Rounds {

  private static final long PERIOD_MILLIS = 250;

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final Runnable[] looks;

  /** Rounds that take these looks in turn; one that throws keeps no other from being taken. */
  Rounds(Runnable... looks) {
    this.looks = looks.clone();
  }

  void start() {
    Thread thread = new Thread(this::run, "bartizan-rounds");
    thread.setDaemon(true);
    thread.setContextClassLoader(Rounds.class.getClassLoader());
    thread.start();
  }

  private void run() {
    while (true) {
      try {
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException end) {
        return;
      }
      for (Runnable look : looks) {
        try {
          look.run();
        } catch (RuntimeException | Error failed) {
          tell(failed);
        }
      }
    }
  }

  private static void tell(Throwable failed) {
    try {
      LOG.error("a look of the rounds failed; they go on", failed);
    } catch (RuntimeException | Error unloggable) {
      // Out of memory: the next round matters more than what is said of this one.
      return;
    }
  }
}
