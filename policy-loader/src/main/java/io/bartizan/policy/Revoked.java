package io.bartizan.policy;

import org.jspecify.annotations.Nullable;

/** One entry of the revocation file: which tokens are not to be believed any more. */
public final class Revoked {

  /** By what tokens are named. */
  public enum By {
    /** One token, by its {@code jti} (RFC 7519, 4.1.7). */
    TOKEN,
    /** All tokens of a subject, by their {@code sub}. */
    SUBJECT,
    /** All tokens of a session, by their {@code sid} (OpenID Connect Back-Channel Logout, 2.1). */
    SESSION,
    /** All tokens of an issuer. */
    ISSUER
  }

  private final By by;
  private final @Nullable String issuer;
  private final String value;
  private final long lastIssued;

  /**
   * A value with every part given.
   *
   * @param lastIssued as below
   */
  public Revoked(By by, @Nullable String issuer, String value, long lastIssued) {
    this.by = by;
    this.issuer = issuer;
    this.value = value;
    this.lastIssued = lastIssued;
  }

  /** By what it names tokens. */
  public By by() {
    return by;
  }

  /** Whose tokens; null for those of every issuer. */
  public @Nullable String issuer() {
    return issuer;
  }

  /** The {@code jti}, {@code sub} or {@code sid}; empty where the issuer says all. */
  public String value() {
    return value;
  }

  /**
   * Tokens issued later than in this second of the epoch are good; {@link Long#MAX_VALUE} if none
   * is.
   */
  public long lastIssued() {
    return lastIssued;
  }
}
