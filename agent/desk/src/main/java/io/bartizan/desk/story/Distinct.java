package io.bartizan.desk.story;

/**
 * How many different texts there were, told apart by 64 bits each: of 200,000 two are taken for one
 * once in a billion logs. A text costs 16 octets at most, however long it is.
 */
final class Distinct {

  private static final int FIRST_PLACES = 4;

  /** Of the 64-bit FNV-1a hash. */
  private static final long BASIS = 0xCBF29CE484222325L;

  private static final long PRIME = 0x100000001B3L;

  /** 0 where there is nothing; a power of two of places, at most three quarters of them taken. */
  private long[] hashes = new long[FIRST_PLACES];

  private int size;

  /** Whether a text is new. */
  boolean add(String text) {
    long hash = hash(text);
    if (!place(hashes, hash)) {
      return false;
    }
    size++;
    if (size > hashes.length / 4 * 3) {
      long[] more = new long[hashes.length * 2];
      for (long known : hashes) {
        if (known != 0) {
          place(more, known);
        }
      }
      hashes = more;
    }
    return true;
  }

  private static boolean place(long[] hashes, long hash) {
    int mask = hashes.length - 1;
    int at = (int) (hash ^ hash >>> Integer.SIZE) & mask;
    while (hashes[at] != 0) {
      if (hashes[at] == hash) {
        return false;
      }
      at = at + 1 & mask;
    }
    hashes[at] = hash;
    return true;
  }

  private static long hash(String text) {
    long hash = BASIS;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    return hash == 0 ? 1 : hash;
  }

  int size() {
    return size;
  }
}
