package io.bartizan.desk.trail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for any of many texts in one walk over a line for each length that they have, by a hash
 * that rolls along (Karp and Rabin, Efficient randomized pattern-matching algorithms, 1987). A
 * principal that lives for a month has thousands of tokens, of one length all of them.
 */
final class AnyOf {

  /** Texts of one length. */
  private static final class Alike {

    private static final int TABLE_BITS = 16;

    /** Any odd number will do; this one is 2^64 divided by the golden ratio. */
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final int length;
    private final byte[][][] table = new byte[1 << TABLE_BITS][][];

    /** What a byte has been multiplied by when it is left behind. */
    private final long leaving;

    Alike(int length) {
      this.length = length;
      long power = 1;
      for (int i = 0; i < length; i++) {
        power *= BASE;
      }
      this.leaving = power;
    }

    void add(byte[] text) {
      long hash = 0;
      for (byte octet : text) {
        hash = hash * BASE + octet;
      }
      int place = place(hash);
      byte[][] before = table[place];
      int count = before == null ? 0 : before.length;
      byte[][] after = before == null ? new byte[1][] : Arrays.copyOf(before, count + 1);
      after[count] = text;
      table[place] = after;
    }

    private static int place(long hash) {
      return (int) (hash * BASE >>> Long.SIZE - TABLE_BITS);
    }

    boolean heldBy(byte[] bytes, int from, int to) {
      long hash = 0;
      for (int i = from; i < to; i++) {
        hash = hash * BASE + bytes[i];
        int begin = i - length + 1;
        if (begin > from) {
          hash -= bytes[begin - 1] * leaving;
        }
        if (begin >= from && stands(table[place(hash)], bytes, begin, to)) {
          return true;
        }
      }
      return false;
    }

    private static boolean stands(byte @Nullable [][] texts, byte[] bytes, int begin, int to) {
      if (texts == null) {
        return false;
      }
      for (byte[] text : texts) {
        if (Needles.at(bytes, begin, to, text)) {
          return true;
        }
      }
      return false;
    }
  }

  private final List<Alike> groups;

  /** Texts, none of them empty. */
  AnyOf(List<byte[]> texts) {
    Map<Integer, Alike> byLength = new TreeMap<>();
    for (byte[] text : texts) {
      byLength.computeIfAbsent(text.length, Alike::new).add(text);
    }
    groups = new ArrayList<>(byLength.values());
  }

  /** Whether a line holds one of them. */
  boolean heldBy(byte[] bytes, int from, int to) {
    for (Alike group : groups) {
      if (group.heldBy(bytes, from, to)) {
        return true;
      }
    }
    return false;
  }
}
