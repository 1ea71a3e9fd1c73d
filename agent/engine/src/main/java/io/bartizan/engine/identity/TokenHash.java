package io.bartizan.engine.identity;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token by its HMAC-SHA-256 under a key of this process, cut to 128 bits: names it in the memory
 * of verified tokens and in the audit trail, and can't be turned back or tried out by who reads
 * either.
 */
final class TokenHash {

  private static final String HASH = "HmacSHA256";
  private static final int OCTETS = 16;
  private static final SecretKeySpec KEY = key();
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(TokenHash::mac);

  private final byte[] octets;

  private TokenHash(byte[] octets) {
    this.octets = octets;
  }

  private static SecretKeySpec key() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, HASH);
  }

  private static Mac mac() {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(KEY);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java platform has " + HASH, impossible);
    }
  }

  /** The hash of a token that begins at an index and ends with the array. */
  static TokenHash of(byte[] token, int from) {
    Mac mac = MAC.get();
    mac.update(token, from, token.length - from);
    return new TokenHash(Arrays.copyOf(mac.doFinal(), OCTETS));
  }

  /**
   * 16 octets under the same key for something that is no token: it must hold a character that no
   * token has.
   */
  static byte[] octets(String text) {
    return Arrays.copyOf(MAC.get().doFinal(text.getBytes(StandardCharsets.UTF_8)), OCTETS);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenHash && Arrays.equals(octets, ((TokenHash) other).octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /** 32 hex digits. */
  @Override
  public String toString() {
    StringBuilder hex = new StringBuilder(2 * OCTETS);
    for (byte octet : octets) {
      hex.append(Character.forDigit(octet >> 4 & 0xf, 16));
      hex.append(Character.forDigit(octet & 0xf, 16));
    }
    return hex.toString();
  }
}
