package io.bartizan.engine.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Limit;
import io.github.bucket4j.TimeMeter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimiterTest {

  private final AtomicLong nanos = new AtomicLong();
  private final TimeMeter clock =
      new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      };

  private static Limit limit(String name, String key, long count, long burst) {
    return new Limit(name, key, count, TimeUnit.MINUTES.toNanos(1), burst);
  }

  private static Limiter.Subject subject(@Nullable String principal, byte... address) {
    return new Limiter.Subject() {
      @Override
      public byte @Nullable [] principalKey() {
        return principal == null
            ? null
            : Arrays.copyOf(principal.getBytes(StandardCharsets.UTF_8), 16);
      }

      @Override
      public byte[] clientAddress() {
        return address;
      }

      @Override
      public @Nullable String claim(List<String> path) {
        return null;
      }
    };
  }

  @Test
  void take_burstThenRate() {
    Limiter limiter = new Limiter(List.of(limit("l", "principal.id", 60, 3)), clock, 100);
    for (int i = 0; i < 3; i++) {
      assertTrue(limiter.take(subject("a")).permitted());
    }
    LimitVerdict refused = limiter.take(subject("a"));
    assertFalse(refused.permitted());
    assertEquals("l", refused.limit());
    assertEquals(1, refused.retryAfterSeconds());
    assertEquals("\"l\";q=60;w=60", refused.rateLimitPolicy());
    assertEquals("\"l\";r=0;t=1", refused.rateLimit());
    assertTrue(limiter.take(subject("b")).permitted(), "another key is another bucket");
    assertTrue(limiter.take(subject(null)).permitted(), "the anonymous has no principal to count");
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertTrue(limiter.take(subject("a")).permitted());
    assertFalse(limiter.take(subject("a")).permitted());
  }

  @Test
  void take_oneOfTwoRefuses_theOtherGetsItsTokenBack() {
    Limiter limiter =
        new Limiter(
            List.of(limit("wide", "client.address", 60, 5), limit("narrow", "principal.id", 60, 1)),
            clock,
            100);
    assertTrue(limiter.take(subject("a", (byte) 1)).permitted());
    for (int i = 0; i < 20; i++) {
      assertEquals("narrow", limiter.take(subject("a", (byte) 1)).limit());
    }
    for (int i = 0; i < 4; i++) {
      assertTrue(limiter.take(subject("b" + i, (byte) 1)).permitted(), "token " + i);
    }
    assertEquals("wide", limiter.take(subject("c", (byte) 1)).limit());
  }

  @Test
  void take_keysOverTheBound_shareOneBucketAndResetNobody() {
    Limiter limiter = new Limiter(List.of(limit("l", "principal.id", 60, 2)), clock, 10);
    assertTrue(limiter.take(subject("me")).permitted());
    assertTrue(limiter.take(subject("me")).permitted());
    assertFalse(limiter.take(subject("me")).permitted());
    int permitted = 0;
    for (int i = 0; i < 1000; i++) {
      permitted += limiter.take(subject("flood" + i)).permitted() ? 1 : 0;
    }
    assertEquals(9 + 2, permitted, "nine keys that found room, and the shared bucket");
    assertFalse(limiter.take(subject("me")).permitted(), "flooding keys empties no bucket");
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(10));
    assertTrue(limiter.take(subject("fresh")).permitted(), "idle keys make room again");
  }

  @Test
  void take_ipv6_countsByItsNetwork() {
    Limiter limiter = new Limiter(List.of(limit("l", "client.address", 60, 1)), clock, 10);
    byte[] one = new byte[16];
    byte[] neighbour = new byte[16];
    neighbour[15] = 1;
    assertTrue(limiter.take(subject(null, one)).permitted());
    assertFalse(limiter.take(subject(null, neighbour)).permitted());
  }

  @Test
  void take_fromManyThreads_grantsExactlyTheBurst() throws Exception {
    Limiter limiter = new Limiter(List.of(limit("l", "principal.id", 1, 1000)), clock, 10);
    AtomicInteger permitted = new AtomicInteger();
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 500; i++) {
                  permitted.addAndGet(limiter.take(subject("a")).permitted() ? 1 : 0);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1000, permitted.get());
  }

  @Test
  void reload_unchangedLimit_keepsItsBuckets() {
    Limit same = limit("l", "principal.id", 60, 1);
    Limiter limiter = new Limiter(List.of(same), clock, 10);
    assertTrue(limiter.take(subject("a")).permitted());
    limiter.reload(List.of(limit("l", "principal.id", 60, 1), limit("m", "principal.id", 60, 9)));
    assertEquals("l", limiter.take(subject("a")).limit());
    limiter.reload(List.of());
    assertEquals("", limiter.take(subject("a")).rateLimitPolicy());
  }
}
