package io.bartizan.engine;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests that the agent sends to itself, through the socket of each connector, to see that they
 * come by here. A canary is known by a path that nobody can guess, and never passes.
 */
public final class Canaries {

  private static final String PREFIX = "/.bartizan-canary/";
  private static final int NONCE_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, CountDownLatch> expected = new ConcurrentHashMap<>();

  Canaries() {}

  /** A path to ask a connector for. */
  public String expect() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    StringBuilder path = new StringBuilder(PREFIX);
    for (byte one : nonce) {
      path.append(Character.forDigit(one >> 4 & 0xf, 16)).append(Character.forDigit(one & 0xf, 16));
    }
    expected.put(path.toString(), new CountDownLatch(1));
    return path.toString();
  }

  /** Waits until the request for that path was decided, and forgets it; false if it was not. */
  public boolean decided(String path, long millis) throws InterruptedException {
    CountDownLatch latch = expected.get(path);
    try {
      return latch != null && latch.await(millis, TimeUnit.MILLISECONDS);
    } finally {
      expected.remove(path);
    }
  }

  /** Whether one is on its way; nearly never. */
  boolean expecting() {
    return !expected.isEmpty();
  }

  /** Whether a request is a canary, which is noted. */
  boolean recognise(@Nullable String target) {
    CountDownLatch latch = target == null ? null : expected.get(target);
    if (latch == null) {
      return false;
    }
    latch.countDown();
    return true;
  }
}
