package io.bartizan.agent.start;

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
      try {
        Thread.sleep(HOOKS_MILLIS);
      } catch (InterruptedException goesOn) {
        // Whoever interrupts wants this thread to end; the process does, and the wait goes on.
        Thread.yield();
      }
    }
    Runtime.getRuntime().halt(EX_CONFIG);
  }
}
