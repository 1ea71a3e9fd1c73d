package io.bartizan.engine.audit;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of decisions: 26 characters of Crockford's base32, time first so that they sort, then a
 * number that starts at random in each process and is scrambled so that a client can't count
 * requests.
 */
public final class DecisionIds {

  private static final byte[] ALPHABET =
      "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.US_ASCII);
  private static final int TIME_CHARS = 10;
  private static final int HALF_CHARS = 8;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long PROCESS = RANDOM.nextLong();
  private static final AtomicLong COUNTER = new AtomicLong(RANDOM.nextLong());

  private DecisionIds() {}

  /** A new id, unique within this process and, by chance, among all. */
  public static String next() {
    return next(System.currentTimeMillis());
  }

  /** The same for a time that is known already, in milliseconds since the epoch. */
  @SuppressWarnings("deprecation") // of all constructors the one that neither scans nor converts
  public static String next(long millis) {
    byte[] id = new byte[TIME_CHARS + 2 * HALF_CHARS];
    long mixed = mix(COUNTER.incrementAndGet());
    encode(id, 0, TIME_CHARS, millis);
    encode(id, TIME_CHARS, HALF_CHARS, mixed >>> 24 ^ PROCESS);
    encode(id, TIME_CHARS + HALF_CHARS, HALF_CHARS, mixed);
    return new String(id, 0);
  }

  private static void encode(byte[] id, int at, int length, long value) {
    long rest = value;
    for (int i = at + length - 1; i >= at; i--) {
      id[i] = ALPHABET[(int) (rest & 31)];
      rest >>>= 5;
    }
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection, so that ids stay unique.
   */
  private static long mix(long value) {
    long z = value ^ PROCESS;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
