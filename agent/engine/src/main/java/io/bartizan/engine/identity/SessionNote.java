package io.bartizan.engine.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in a session about its login: when it was first seen and last used, and from where.
 * A text of its own, so that it can be stored and sent wherever the session is.
 */
final class SessionNote {

  /** That the session has ended: whoever still finds it is refused. */
  static final String ENDED = "1 ended";

  /** Of a network or device that sessions are not bound to. */
  static final String ANY = "-";

  private static final Pattern FORM =
      Pattern.compile("1 ([0-9]{1,12}) ([0-9]{1,12}) ([0-9a-f.:/-]{1,50}) ([0-9a-f-]{1,32})");

  private final long firstSeconds;
  private final long lastSeconds;
  private final String network;
  private final String device;

  /** A note; times in seconds since the epoch. */
  SessionNote(long firstSeconds, long lastSeconds, String network, String device) {
    this.firstSeconds = firstSeconds;
    this.lastSeconds = lastSeconds;
    this.network = network;
    this.device = device;
  }

  /** What a text says; null if it is no such note. */
  static @Nullable SessionNote read(Object kept) {
    Matcher parts = FORM.matcher(kept instanceof String ? (String) kept : "");
    if (!parts.matches()) {
      return null;
    }
    return new SessionNote(
        Long.parseLong(part(parts, 1)),
        Long.parseLong(part(parts, 2)),
        part(parts, 3),
        part(parts, 4));
  }

  private static String part(Matcher parts, int group) {
    return String.valueOf(parts.group(group));
  }

  /** The same, last used at another time. */
  SessionNote usedAt(long seconds) {
    return new SessionNote(firstSeconds, seconds, network, device);
  }

  long firstSeconds() {
    return firstSeconds;
  }

  long lastSeconds() {
    return lastSeconds;
  }

  /** Whether it is bound to another network than this one. */
  boolean otherNetwork(String here) {
    return other(network, here);
  }

  /** Whether it is bound to another device than this one. */
  boolean otherDevice(String here) {
    return other(device, here);
  }

  /** What was not kept can't be held against anybody. */
  private static boolean other(String kept, String here) {
    return !here.equals(ANY) && !kept.equals(ANY) && !kept.equals(here);
  }

  @Override
  public String toString() {
    return "1 " + firstSeconds + ' ' + lastSeconds + ' ' + network + ' ' + device;
  }
}
