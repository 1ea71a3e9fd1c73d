package io.bartizan.agent.start;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Opens the {@link Guardhouse} on a thread of its own, while the class that asked for it is being
 * woven: both take their time when nothing is compiled yet, and neither needs the other.
 *
 * <p>The thread loads the agent's own classes and the JDK's and no others, so it never waits for
 * the class loader that its caller stands in.
 */
final class Opening {

  private final Thread thread;
  private @Nullable Guardhouse opened;
  private @Nullable Throwable failed;

  private Opening(@Nullable String argument, File agentJar) {
    thread = new Thread(() -> open(argument, agentJar), "bartizan-start");
    thread.setDaemon(true);
    thread.setContextClassLoader(Opening.class.getClassLoader());
  }

  /** Begins; null where no thread can be had. */
  static @Nullable Opening begin(@Nullable String argument, File agentJar) {
    Opening opening = new Opening(argument, agentJar);
    try {
      opening.thread.start();
      return opening;
    } catch (OutOfMemoryError noThread) {
      return null;
    }
  }

  private void open(@Nullable String argument, File agentJar) {
    try {
      opened = Guardhouse.open(argument, agentJar);
    } catch (Throwable thrown) {
      failed = thrown;
    }
  }

  /**
   * Waits for it. An interrupt does not end the wait, and is kept for the caller.
   *
   * @throws StartException if it failed
   */
  Guardhouse await() throws StartException {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failed instanceof StartException) {
      throw (StartException) failed;
    }
    Guardhouse ready = opened;
    if (ready == null) {
      throw new IllegalStateException(String.valueOf(failed), failed);
    }
    return ready;
  }
}
