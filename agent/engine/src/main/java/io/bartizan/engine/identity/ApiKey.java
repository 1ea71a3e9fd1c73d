package io.bartizan.engine.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * An API key as a file lists it: whose it is, and the hash of its text. The text is {@code
 * bzk_ID_SECRET}: 12 letters and digits that name it, and 256 random bits in base64url. Against so
 * many bits no slow hash is needed: there is nothing to guess.
 */
final class ApiKey {

  static final int ID_LENGTH = 12;

  /** So that a leaked one is found by whoever looks for secrets. */
  private static final String PREFIX = "bzk_";

  private static final int SECRET_OCTETS = 32;
  private static final int SECRET_AT = PREFIX.length() + ID_LENGTH + 1;
  private static final int LENGTH = SECRET_AT + 43;
  private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private final byte[] hash;
  private final String principal;
  private final Set<String> roles;
  private final long expiresAt;

  /**
   * A key.
   *
   * @param hash the SHA-256 of its text
   * @param expiresAt in seconds since the epoch
   */
  ApiKey(byte[] hash, String principal, Set<String> roles, long expiresAt) {
    this.hash = hash.clone();
    this.principal = principal;
    this.roles = roles;
    this.expiresAt = expiresAt;
  }

  /** The text of a new key. */
  static String draw() {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder(LENGTH).append(PREFIX);
    for (int i = 0; i < ID_LENGTH; i++) {
      text.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
    }
    byte[] secret = new byte[SECRET_OCTETS];
    random.nextBytes(secret);
    return text.append('_')
        .append(Base64.getUrlEncoder().withoutPadding().encodeToString(secret))
        .toString();
  }

  /**
   * The id in a key's text.
   *
   * @throws Rejected if it is no key's, letter for letter
   */
  static String id(String text) throws Rejected {
    if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(SECRET_AT - 1) != '_') {
      throw new Rejected("malformed API key");
    }
    String id = text.substring(PREFIX.length(), SECRET_AT - 1);
    if (!isId(id)) {
      throw new Rejected("malformed API key");
    }
    StrictBase64Url.check(text.substring(SECRET_AT));
    return id;
  }

  static boolean isId(String id) {
    boolean fits = id.length() == ID_LENGTH;
    for (int i = 0; fits && i < ID_LENGTH; i++) {
      fits = ID_LETTERS.indexOf(id.charAt(i)) >= 0;
    }
    return fits;
  }

  /** What a file keeps of a key's text. */
  static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Whether a text is this key, in the same time wherever they differ. */
  boolean is(byte[] hashOfText) {
    return MessageDigest.isEqual(hash, hashOfText);
  }

  String principal() {
    return principal;
  }

  Set<String> roles() {
    return roles;
  }

  /** In seconds since the epoch. */
  long expiresAt() {
    return expiresAt;
  }
}
