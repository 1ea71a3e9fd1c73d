package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoungeTest {

  private static final long LONG = TimeUnit.MINUTES.toNanos(5);

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger resumed = new AtomicInteger();

  @Test
  void admits_asManyAsItHasSeats_andTakesAllUpWhenItIsOver() throws Exception {
    Lounge lounge = new Lounge(over);
    CountDownLatch all = new CountDownLatch(Lounge.SEATS);
    for (int i = 0; i < Lounge.SEATS; i++) {
      assertTrue(lounge.admits(all::countDown, LONG));
    }
    assertFalse(lounge.admits(resumed::incrementAndGet, LONG), "it is full");
    over.countDown();
    assertTrue(all.await(1, TimeUnit.MINUTES));
    assertEquals(0, resumed.get());
    assertFalse(lounge.admits(resumed::incrementAndGet, LONG), "it is closed");
  }

  @Test
  void admits_whatIsNeverOver_takesItUpInTime() throws Exception {
    Lounge lounge = new Lounge(over);
    CountDownLatch taken = new CountDownLatch(1);
    assertTrue(lounge.admits(taken::countDown, TimeUnit.MILLISECONDS.toNanos(50)));
    assertTrue(taken.await(1, TimeUnit.MINUTES));
  }

  @Test
  void resume_thatThrows_keepsNoOtherFromBeingTakenUp() throws Exception {
    Lounge lounge = new Lounge(over);
    CountDownLatch taken = new CountDownLatch(1);
    assertTrue(
        lounge.admits(
            () -> {
              throw new IllegalStateException("made by a test");
            },
            LONG));
    assertTrue(lounge.admits(taken::countDown, LONG));
    over.countDown();
    assertTrue(taken.await(1, TimeUnit.MINUTES));
  }
}
