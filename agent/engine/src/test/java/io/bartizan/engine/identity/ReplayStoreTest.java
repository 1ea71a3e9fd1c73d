package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.identity.ReplayStore.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplayStoreTest {

  private final AtomicLong clock = new AtomicLong();

  private static byte[] hash(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return ByteBuffer.allocate(16).putLong(random.nextLong()).putLong(random.nextLong()).array();
  }

  private void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  /** Of all who come with one proof at once, one gets in. */
  @Test
  void accept_sameProofFromManyThreads_isNewOnce() throws Exception {
    ReplayStore store = new ReplayStore(1 << 16, clock::get, 0);
    AtomicInteger fresh = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      tasks.add(
          () -> {
            for (int i = 0; i < 5000; i++) {
              if (store.accept(hash(i), 1, false) == Outcome.NEW) {
                fresh.incrementAndGet();
              }
            }
            return null;
          });
    }
    try {
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(5000, fresh.get());
  }

  @Test
  void accept_overGenerations_keepsEachForItsTimeAndGivesItsPlaceBack() {
    ReplayStore store = new ReplayStore(64 * 100, clock::get, 0);
    long seed = 0;
    for (int minute = 0; minute < 120; minute++) {
      long first = seed;
      for (int i = 0; i < 400; i++) {
        assertEquals(Outcome.NEW, store.accept(hash(seed++), minute * 60L + 1, false), "" + seed);
      }
      long sixMinutesAgo = Math.max(0, first - 6 * 400);
      assertEquals(Outcome.KNOWN, store.accept(hash(sixMinutesAgo), minute * 60L + 1, false));
      pass(60);
    }
  }

  /** A store that has slept says what it no longer knows. */
  @Test
  void accept_whatWasDropped_isForgottenAndNotNew() {
    ReplayStore store = new ReplayStore(64, clock::get, 100);
    assertEquals(Outcome.FORGOTTEN, store.accept(hash(0), 99, false), "before its time");
    assertEquals(Outcome.NEW, store.accept(hash(1), 160, false));
    pass(1000);
    assertEquals(Outcome.FORGOTTEN, store.accept(hash(1), 160, false));
    assertEquals(Outcome.NEW, store.accept(hash(1), 161, false));
  }

  @Test
  void accept_full_refusesNewOnesAndStillKnowsTheOthers() {
    ReplayStore store = new ReplayStore(64 * 4, clock::get, 0);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      if (store.accept(hash(i), 1, false) == Outcome.NEW) {
        kept.add(i);
      }
    }
    assertEquals(256, kept.size());
    for (int one : kept) {
      assertEquals(Outcome.KNOWN, store.accept(hash(one), 1, false));
    }
    pass(436);
    assertEquals(Outcome.FULL, store.accept(hash(5000), 500, false));
    pass(10);
    assertEquals(Outcome.NEW, store.accept(hash(5000), 500, false));
    assertTrue(kept.size() > 0);
  }
}
