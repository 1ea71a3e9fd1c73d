package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** Why a credential is not accepted. */
public final class CredentialError {

  /** The scheme of RFC 6750. */
  public static final String BEARER = "Bearer";

  /** The scheme of RFC 9449, 7.1. */
  public static final String DPOP = "DPoP";

  private final int status;
  private final String code;
  private final String description;
  private final String reason;
  private final int retryAfterSeconds;
  private final @Nullable String tokenHash;
  private final String scheme;
  private final @Nullable String nonce;

  private CredentialError(
      int status,
      String code,
      String description,
      String reason,
      int retryAfterSeconds,
      @Nullable String tokenHash,
      String scheme,
      @Nullable String nonce) {
    this.status = status;
    this.code = code;
    this.description = description;
    this.reason = reason;
    this.retryAfterSeconds = retryAfterSeconds;
    this.tokenHash = tokenHash;
    this.scheme = scheme;
    this.nonce = nonce;
  }

  /** A request that presents its credential wrongly (RFC 6750, 3.1: 400). */
  static CredentialError invalidRequest(String reason) {
    return new CredentialError(
        400,
        "invalid_request",
        "The credential is presented wrongly.",
        reason,
        0,
        null,
        BEARER,
        null);
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
        tokenHash,
        BEARER,
        null);
  }

  /** The same of a credential that is no token. */
  static CredentialError invalidKey(String reason, @Nullable String credentialHash) {
    boolean expired = reason.equals("expired");
    return new CredentialError(
        401,
        "invalid_token",
        expired ? "The credential has expired." : "The credential is not valid here.",
        reason,
        0,
        credentialHash,
        BEARER,
        null);
  }

  /** A token that can't be judged now: its issuer's keys can't be had, or no proof be kept. */
  static CredentialError unavailable(String reason, int retryAfterSeconds, String tokenHash) {
    return new CredentialError(
        503,
        "temporarily_unavailable",
        "The token cannot be verified now.",
        reason,
        retryAfterSeconds,
        tokenHash,
        BEARER,
        null);
  }

  /** A proof of possession that does not hold (RFC 9449, 7.1: 401). */
  static CredentialError invalidProof(String reason, String tokenHash) {
    return new CredentialError(
        401,
        "invalid_dpop_proof",
        "The DPoP proof is not valid here.",
        "DPoP proof: " + reason,
        0,
        tokenHash,
        DPOP,
        null);
  }

  /** A proof that must be made anew, with this nonce (RFC 9449, 9: 401). */
  static CredentialError nonceWanted(String reason, String nonce, String tokenHash) {
    return new CredentialError(
        401,
        "use_dpop_nonce",
        "The DPoP proof must hold the nonce of this server.",
        "DPoP proof: " + reason,
        0,
        tokenHash,
        DPOP,
        nonce);
  }

  /** The same, answered by a challenge of another scheme. */
  CredentialError under(String other) {
    return new CredentialError(
        status, code, description, reason, retryAfterSeconds, tokenHash, other, nonce);
  }

  /** 400, 401 or 503. */
  public int status() {
    return status;
  }

  /**
   * The error code of RFC 6750, 3.1 or RFC 9449, 7.1 and 9; {@code temporarily_unavailable} with
   * 503.
   */
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

  /** The scheme of the challenge: {@link #BEARER} or {@link #DPOP}. */
  public String scheme() {
    return scheme;
  }

  /** The nonce to make a proof with (RFC 9449, 9); null unless there is to be one. */
  public @Nullable String nonce() {
    return nonce;
  }
}
