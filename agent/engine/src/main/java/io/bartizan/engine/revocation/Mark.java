package io.bartizan.engine.revocation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * One thing that tokens of an issuer have in common and can be revoked by, as 128 bits of a hash:
 * names are as long as issuers make them, and this is not.
 */
public final class Mark {

  /** What they have in common. */
  public enum Kind {
    /** The one token of a {@code jti}. */
    TOKEN,
    /** The subject: the token's {@code sub}. */
    SUBJECT,
    /** The subject, of tokens that name no session. */
    SUBJECT_WITHOUT_SESSION,
    /** The session: the token's {@code sid}. */
    SESSION,
    /** The user name of an application's own sessions, of an account of the issuer. */
    USER,
    /** The issuer itself. */
    ISSUER
  }

  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Mark::digest);

  private final long high;
  private final long low;

  private Mark(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** The mark of a value; of {@link Kind#ISSUER} that is empty. */
  public static Mark of(Kind kind, String issuer, String value) {
    // With the length before it, no part can be shifted into the next.
    String text = kind.name() + '\n' + issuer.length() + '\n' + issuer + '\n' + value;
    ByteBuffer hash = ByteBuffer.wrap(DIGEST.get().digest(text.getBytes(StandardCharsets.UTF_8)));
    return new Mark(hash.getLong(), hash.getLong());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** The mark that {@link #toString} gave; null if it is none. */
  static @Nullable Mark parse(String text) {
    if (text.length() != 32) {
      return null;
    }
    try {
      Mark mark =
          new Mark(
              Long.parseUnsignedLong(text.substring(0, 16), 16),
              Long.parseUnsignedLong(text.substring(16), 16));
      return mark.toString().equals(text) ? mark : null;
    } catch (NumberFormatException other) {
      return null;
    }
  }

  /** Its 128 bits as 32 hexadecimal digits: the same in every process. */
  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Mark && ((Mark) other).high == high && ((Mark) other).low == low;
  }

  @Override
  public int hashCode() {
    return (int) (high ^ high >>> 32);
  }
}
