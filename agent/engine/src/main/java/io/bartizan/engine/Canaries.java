package io.bartizan.engine;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests that the agent sends to itself, through the socket of each connector, to see that they
 * come by here. A canary is known by a path that nobody can guess and that is good for seconds; it
 * never passes, so that who learns the path gains nothing.
 */
public final class Canaries {

  private static final String PREFIX = "/.bartizan-canary/";
  private static final int NONCE_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, CompletableFuture<Sighting>> expected = new ConcurrentHashMap<>();

  Canaries() {}

  /** Where a canary was seen. */
  public enum Sighting {
    /** At a choke point. */
    CHOKE_POINT,
    /** At a handler, around the choke point. */
    HANDLER,
    /** Nowhere. */
    NOWHERE
  }

  /** A path to ask a connector for. */
  public String expect() {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    StringBuilder path = new StringBuilder(PREFIX);
    for (byte one : nonce) {
      path.append(Character.forDigit(one >> 4 & 0xf, 16)).append(Character.forDigit(one & 0xf, 16));
    }
    expected.put(path.toString(), new CompletableFuture<>());
    return path.toString();
  }

  /** Waits until the request for that path is seen, and forgets it; tells where it was first. */
  public Sighting seen(String path, long millis) throws InterruptedException {
    CompletableFuture<Sighting> sighting = expected.get(path);
    try {
      return sighting == null ? Sighting.NOWHERE : sighting.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException unseen) {
      return Sighting.NOWHERE;
    } finally {
      expected.remove(path);
    }
  }

  /** Whether one is on its way; nearly never. */
  boolean expecting() {
    return !expected.isEmpty();
  }

  /**
   * Whether a request is a canary; if it is, that is noted.
   *
   * @param target where it goes; some containers put their own authority in front
   */
  boolean recognise(@Nullable String target, Sighting where) {
    int at = target == null ? -1 : target.indexOf(PREFIX);
    CompletableFuture<Sighting> sighting =
        target == null || at < 0 ? null : expected.get(target.substring(at));
    if (sighting == null) {
      return false;
    }
    sighting.complete(where);
    return true;
  }
}
