package io.bartizan.engine.audit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Says on standard error what befalls the trail, and never waits for it: whoever should read it may
 * have stopped, and the trail must be written all the same. Of lines that come while one is being
 * said the last is said.
 */
final class Herald {

  private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();
  private final AtomicBoolean speaking = new AtomicBoolean();

  /** Has a line said, by a thread that lives as long as that takes. Never throws. */
  void say(Runnable line) {
    next.set(line);
    if (!speaking.compareAndSet(false, true)) {
      return;
    }
    try {
      Thread thread = new Thread(this::speak, "bartizan-herald");
      thread.setDaemon(true);
      thread.setContextClassLoader(Herald.class.getClassLoader());
      thread.start();
    } catch (RuntimeException | Error noThread) {
      // Threads or memory have run out: the trail matters more than what is said of it.
      speaking.set(false);
    }
  }

  private void speak() {
    do {
      try {
        for (Runnable line = next.getAndSet(null); line != null; line = next.getAndSet(null)) {
          line.run();
        }
      } finally {
        speaking.set(false);
      }
      // A line that came between the last look and the end would wait for the one after it.
    } while (next.get() != null && speaking.compareAndSet(false, true));
  }
}
