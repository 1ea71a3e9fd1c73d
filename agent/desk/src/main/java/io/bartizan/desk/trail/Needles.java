package io.bartizan.desk.trail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes over lines that can't be meant before they are read, which is most of the work on
 * gigabytes: a line that must hold a text, and has neither it nor anything escaped, is none.
 */
public final class Needles {

  private static final byte[] TIME = "{\"time\":".getBytes(StandardCharsets.US_ASCII);

  private final List<byte[]> needles = new ArrayList<>();
  private @Nullable AnyOf oneOf;
  private long since = Long.MIN_VALUE;
  private long until = Long.MAX_VALUE;

  /** All lines are possible, so far. */
  public Needles() {}

  /**
   * A line must hold this; a text that JSON might spell in several ways is left out, and so is what
   * is too short to tell lines apart.
   */
  public void add(String text) {
    if (plain(text)) {
      needles.add(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** A line must hold one of these, unless one of them is such that {@link #add} leaves it out. */
  public void addOneOf(Collection<String> texts) {
    if (!texts.isEmpty() && texts.stream().allMatch(Needles::plain)) {
      List<byte[]> all = new ArrayList<>();
      for (String text : texts) {
        all.add(text.getBytes(StandardCharsets.US_ASCII));
      }
      oneOf = new AnyOf(all);
    }
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return text.length() >= 2;
  }

  /**
   * A line must be of this time, where it begins with one, as the agent's do.
   *
   * @param since in milliseconds since the epoch
   * @param until the same, and not of the time itself
   */
  public void between(long since, long until) {
    this.since = since;
    this.until = until;
  }

  /** Whether a line may be meant. */
  boolean possible(byte[] bytes, int from, int to) {
    if (at(bytes, from, to, TIME) && !timely(bytes, from + TIME.length, to)) {
      return false;
    }
    for (byte[] needle : needles) {
      if (!holds(bytes, from, to, needle)) {
        return escaped(bytes, from, to);
      }
    }
    return oneOf == null || oneOf.heldBy(bytes, from, to) || escaped(bytes, from, to);
  }

  private boolean timely(byte[] bytes, int from, int to) {
    long time = 0;
    int at = from;
    // More digits than a long has tell nothing here; whoever reads the line will say so.
    for (; at < to && at < from + 18 && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
      time = time * 10 + bytes[at] - '0';
    }
    return at == from || at == to || bytes[at] != ',' || time >= since && time < until;
  }

  private static boolean escaped(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(byte[] bytes, int from, int to, byte[] needle) {
    byte first = needle[0];
    int last = to - needle.length;
    for (int i = from; i <= last; i++) {
      if (bytes[i] == first && at(bytes, i, to, needle)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a text stands at a place, and ends before another. */
  static boolean at(byte[] bytes, int from, int to, byte[] text) {
    if (to - from < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
