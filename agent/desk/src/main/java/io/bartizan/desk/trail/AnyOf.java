package io.bartizan.desk.trail;

import java.util.Arrays;
import java.util.List;

/**
 * Looks for any of many texts in one walk over a line: their first bytes say where to look closer.
 * A principal that lives for a month has thousands of tokens, and a walk for each would be years.
 */
final class AnyOf {

  /** More than four bytes at once are no int. */
  private static final int MOST_PREFIX = 4;

  private static final int TABLE_BITS = 16;

  /** 2^32 divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4). */
  private static final int SPREAD = 0x9E3779B1;

  private final int prefix;
  private final int mask;
  private final byte[][][] table = new byte[1 << TABLE_BITS][][];

  /** Texts, none of them empty. */
  AnyOf(List<byte[]> texts) {
    int shortest = MOST_PREFIX;
    for (byte[] text : texts) {
      shortest = Math.min(shortest, text.length);
    }
    prefix = shortest;
    mask = prefix == MOST_PREFIX ? -1 : (1 << prefix * Byte.SIZE) - 1;
    for (byte[] text : texts) {
      int key = 0;
      for (int i = 0; i < prefix; i++) {
        key = key << Byte.SIZE | text[i] & 0xff;
      }
      add(place(key), text);
    }
  }

  private void add(int place, byte[] text) {
    byte[][] before = table[place];
    int count = before == null ? 0 : before.length;
    byte[][] after = before == null ? new byte[1][] : Arrays.copyOf(before, count + 1);
    after[count] = text;
    table[place] = after;
  }

  private int place(int key) {
    return (key & mask) * SPREAD >>> Integer.SIZE - TABLE_BITS;
  }

  /** Whether a line holds one of them. */
  boolean heldBy(byte[] bytes, int from, int to) {
    int key = 0;
    for (int i = from; i < to; i++) {
      key = key << Byte.SIZE | bytes[i] & 0xff;
      byte[][] texts = table[place(key)];
      if (texts != null && i - from >= prefix - 1) {
        for (byte[] text : texts) {
          if (Needles.at(bytes, i - prefix + 1, to, text)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
