package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The watch over the clocks, with clocks of the test's own. */
class ClockWatchTest {

  private final List<Long> jumps = new ArrayList<>();
  private long wall = 1_795_000_000_000L;
  private long nanos = -17;
  private long readTakes;

  private final ClockWatch watch =
      new ClockWatch(
          () -> wall,
          () -> {
            nanos += readTakes;
            return nanos;
          },
          jumps::add);

  private void pass(long millis) {
    wall += millis;
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600_000, -3_600_000, 86_400_000, -86_400_000, 5001, -5001})
  void look_afterTheWallClockWasSet_tellsByHowMuchOnce(long by) {
    for (int i = 0; i < 10; i++) {
      pass(1000);
      watch.look();
    }
    wall += by;
    for (int i = 0; i < 10; i++) {
      pass(1000);
      watch.look();
    }
    assertEquals(List.of(by), jumps);
  }

  @Test
  void look_afterALeapSecondOrSlewing_tellsNothing() {
    for (int i = 0; i < 100_000; i++) {
      pass(1000);
      wall += i % 2000 == 0 ? 1 : 0;
      watch.look();
    }
    wall += 1000;
    watch.look();
    wall -= 1000;
    watch.look();
    assertEquals(List.of(), jumps);
  }

  @Test
  void look_afterALongPauseOfTheJvm_tellsNothing() {
    pass(60_000);
    watch.look();
    assertEquals(List.of(), jumps);
  }

  @Test
  void look_pausedBetweenTheClocks_waitsForTheNextLook() {
    readTakes = TimeUnit.SECONDS.toNanos(20);
    watch.look();
    readTakes = 0;
    wall += 40_000;
    watch.look();
    assertEquals(List.of(), jumps);
    wall += 3_600_000;
    watch.look();
    assertEquals(List.of(3_600_000L), jumps);
  }
}
