package io.bartizan.engine.identity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Nonces for DPoP proofs (RFC 9449, 9): when they were made, and a MAC under a key of this process.
 * Nothing is kept of them; another process takes none of them.
 */
final class Nonces {

  /** So long a proof may be made with one; half of it is how often clients get a new one. */
  static final long LIFE_SECONDS = 300;

  private static final int MAC = 16;

  private final LongSupplier clock;
  private final long origin;

  /**
   * Nonces by this clock.
   *
   * @param clock monotonic, in nanoseconds: who sets the wall clock makes no old nonce good again
   */
  Nonces(LongSupplier clock) {
    this.clock = clock;
    this.origin = clock.getAsLong();
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - origin);
  }

  /** A new one. */
  String make() {
    long made = seconds();
    byte[] octets = ByteBuffer.allocate(Long.BYTES + MAC).putLong(made).put(mac(made)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  /** The zero octet is in no other text that is hashed under this key. */
  private static byte[] mac(long made) {
    return TokenHash.octets("\0DPoP nonce " + made);
  }

  /** Seconds since it was made; -1 if it was not made here, or too long ago. */
  long age(String nonce) {
    byte[] octets;
    try {
      octets = StrictBase64Url.decode(nonce);
    } catch (Rejected malformed) {
      return -1;
    }
    if (octets.length != Long.BYTES + MAC) {
      return -1;
    }
    long made = ByteBuffer.wrap(octets).getLong();
    byte[] mac = Arrays.copyOfRange(octets, Long.BYTES, octets.length);
    if (!MessageDigest.isEqual(mac, mac(made))) {
      return -1;
    }
    long age = seconds() - made;
    return age < LIFE_SECONDS ? age : -1;
  }
}
