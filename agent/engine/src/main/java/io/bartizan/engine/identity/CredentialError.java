package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** Why a credential is not accepted. */
public final class CredentialError {

  private final int status;
  private final String code;
  private final String description;
  private final String reason;
  private final int retryAfterSeconds;
  private final @Nullable String tokenHash;

  private CredentialError(
      int status,
      String code,
      String description,
      String reason,
      int retryAfterSeconds,
      @Nullable String tokenHash) {
    this.status = status;
    this.code = code;
    this.description = description;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
    this.tokenHash = tokenHash;
  }

  /** A request that presents its credential wrongly (RFC 6750, 3.1: 400). */
  static CredentialError invalidRequest(String reason) {
    return new CredentialError(
        400, "invalid_request", "The credential is presented wrongly.", reason, 0, null);
  }

  /** A token that is expired, revoked, malformed or otherwise invalid (RFC 6750, 3.1: 401). */
  static CredentialError invalidToken(String reason, @Nullable String tokenHash) {
    boolean expired = reason.equals("expired");
    return new CredentialError(
        401,
        "invalid_token",
        expired ? "The token has expired." : "The token is not valid here.",
        reason,
        0,
        tokenHash);
  }

  /** A token that can't be judged because its issuer's keys can't be had. */
  static CredentialError unavailable(String reason, int retryAfterSeconds, String tokenHash) {
    return new CredentialError(
        503,
        "temporarily_unavailable",
        "The token cannot be verified now.",
        reason,
        retryAfterSeconds,
        tokenHash);
  }

  /** 400, 401 or 503. */
  public int status() {
    return status;
  }

  /** The error code of RFC 6750, 3.1; {@code temporarily_unavailable} with 503. */
  public String code() {
    return code;
  }

  /** What the client may read. */
  public String description() {
    return description;
  }

  /** What the audit trail says. */
  public String reason() {
    return reason;
  }

  /** Seconds after which to try again; 0 where that won't help. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** A keyed hash of the token; null where none could be read. */
  public @Nullable String tokenHash() {
    return tokenHash;
  }
}
