package io.bartizan.agent.start;

import java.util.concurrent.locks.LockSupport;

/**
 * Ends the process with EX_CONFIG (78, sysexits.h). The caller stands inside a class load and so
 * holds locks that a shutdown hook may want: exiting runs on a thread of its own, and is cut short
 * if the hooks hang. The caller never returns, so that the class it loads never serves.
 */
final class Exit {

  private static final int EX_CONFIG = 78;

  /** Hooks that take longer are held by the class load that waits here. */
  private static final long HOOKS_MILLIS = 5000;

  private Exit() {}

  static void misconfigured() {
    Thread exit = new Thread(() -> System.exit(EX_CONFIG), "bartizan-exit");
    exit.setDaemon(true);
    exit.start();
    long until = System.nanoTime() + HOOKS_MILLIS * 1_000_000;
    while (System.nanoTime() < until) {
      // An interrupt ends a park early, and the loop goes on: only the process may end here.
      Thread.interrupted();
      LockSupport.parkNanos(until - System.nanoTime());
    }
    Runtime.getRuntime().halt(EX_CONFIG);
  }
}
