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
 * A token by its HMAC-SHA-256 under a key of this process, cut to 128 bits: tells it apart in the
 * memory of verified tokens, and can't be turned back or tried out by who reads that. In the audit
 * trail it is called as {@link CredentialNames} has it.
 */
final class TokenHash {

  static final String ALGORITHM = "HmacSHA256";
  private static final int OCTETS = 16;
  private static final SecretKeySpec KEY = key();
  private static final ThreadLocal<Mac> MAC = ThreadLocal.withInitial(TokenHash::mac);

  private final byte[] octets;
  private final CredentialNames names;

  /** What is named when its name is asked for, and forgotten then; null if nothing is. */
  private volatile byte @Nullable [] unnamed;

  private final int from;
  private volatile @Nullable String name;

  private TokenHash(byte[] octets, byte[] token, int from, CredentialNames names) {
    this.octets = octets;
    this.names = names;
    this.from = from;
    this.unnamed = names.ofThisProcess() ? null : token;
  }

  private static SecretKeySpec key() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, ALGORITHM);
  }

  private static Mac mac() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(KEY);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }

  /**
   * The hash of a token that begins at an index and ends with the array.
   *
   * @param names what it is called in the trail
   */
  static TokenHash of(byte[] token, int from, CredentialNames names) {
    Mac mac = MAC.get();
    mac.update(token, from, token.length - from);
    return new TokenHash(Arrays.copyOf(mac.doFinal(), OCTETS), token, from, names);
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

  /** What the token is called in the trail: 32 hex digits. */
  @Override
  public String toString() {
    String known = name;
    if (known == null) {
      byte[] token = unnamed;
      // Forgotten meanwhile by another thread, which has named it before.
      known = name;
      if (known == null) {
        known = token == null ? hex(octets) : names.name(token, from);
        name = known;
        unnamed = null;
      }
    }
    return known;
  }

  /** The first 16 octets in 32 hex digits. */
  static String hex(byte[] octets) {
    StringBuilder hex = new StringBuilder(2 * OCTETS);
    for (int i = 0; i < OCTETS; i++) {
      hex.append(Character.forDigit(octets[i] >> 4 & 0xf, 16));
      hex.append(Character.forDigit(octets[i] & 0xf, 16));
    }
    return hex.toString();
  }
}
