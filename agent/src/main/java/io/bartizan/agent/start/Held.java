package io.bartizan.agent.start;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ports that are not recorded as unprotected yet. The port of a container that is not known is told
 * by the first request that is decided there; until then it looks like any that nobody protects,
 * and an alert at each start would soon be one that nobody reads.
 */
final class Held {

  /** By then somebody has asked a server that serves: health checks come more often. */
  static final long GRACE_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Map<Integer, Long> since = new HashMap<>();

  /** Whether a port is held back still, that was seen first now or before. */
  boolean holds(int port, long nanos) {
    return nanos - since.computeIfAbsent(port, first -> nanos) < GRACE_NANOS;
  }

  /** It listens no longer. */
  void forget(int port) {
    since.remove(port);
  }
}
