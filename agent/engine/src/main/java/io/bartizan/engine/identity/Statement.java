package io.bartizan.engine.identity;

import java.util.Map;

/** What an issuer has signed beside access tokens: word of a logout, or of a security event. */
public final class Statement {

  private final String id;
  private final long issuedAt;
  private final long expiresAt;
  private final Map<String, Object> claims;

  Statement(String id, long issuedAt, long expiresAt, Map<String, Object> claims) {
    this.id = id;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
    this.claims = claims;
  }

  /** Its {@code jti}. */
  public String id() {
    return id;
  }

  /** When it was signed, in seconds since the epoch. */
  public long issuedAt() {
    return issuedAt;
  }

  /** When it expires, in seconds since the epoch; -1 if it does not say. */
  public long expiresAt() {
    return expiresAt;
  }

  /**
   * What it says: strings, {@link java.math.BigDecimal} numbers, booleans, null, lists and maps.
   */
  public Map<String, Object> claims() {
    return claims;
  }
}
