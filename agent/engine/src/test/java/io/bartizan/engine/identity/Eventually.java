package io.bartizan.engine.identity;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;

/** Waits for what another thread does, and not forever. */
final class Eventually {

  private static final long SECONDS = 20;

  private Eventually() {}

  static void holds(String what, BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        Assertions.fail("never: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
