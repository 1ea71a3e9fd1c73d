package io.bartizan.engine.secevent;

import java.util.HashMap;
import java.util.Map;

/**
 * Which tokens have been taken already, by their {@code jti}, for as long as each is good. One that
 * is good still is never given up for a newer one: a full memory takes nothing more.
 */
final class Seen {

  /** What became of a token. */
  enum Outcome {
    /** It was not known, and is from now on. */
    NEW,
    /** It has been taken before. */
    KNOWN,
    /** It can't be kept. */
    FULL
  }

  /** Logouts of an hour and more; some 2 MiB, 10 with the longest names. */
  static final int CAPACITY = 10_000;

  private final Map<String, Long> until = new HashMap<>();

  /**
   * Takes a token if it was not taken before.
   *
   * @param good until when it is good, in seconds since the epoch
   */
  synchronized Outcome first(String id, long good, long now) {
    if (until.size() >= CAPACITY) {
      until.values().removeIf(over -> over <= now);
    }
    Long known = until.get(id);
    if (known != null) {
      return Outcome.KNOWN;
    }
    if (until.size() >= CAPACITY) {
      return Outcome.FULL;
    }
    until.put(id, good);
    return Outcome.NEW;
  }

  /** Takes a token for one that was not taken before. */
  synchronized void forget(String id) {
    until.remove(id);
  }
}
