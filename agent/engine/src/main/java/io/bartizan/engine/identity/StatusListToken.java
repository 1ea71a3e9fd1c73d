package io.bartizan.engine.identity;

import io.bartizan.policy.Issuer;
import io.bartizan.policy.StatusList;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A list as its issuer has signed it (Token Status List, 5.1 and 8.3), held to the rules of access
 * tokens: one spelling, the issuer's algorithms and keys, and none of the sender's choice. The form
 * in CBOR (CWT) is not read.
 */
final class StatusListToken {

  /** What it is fetched as. */
  static final String MEDIA_TYPE = "application/statuslist+jwt";

  private final StatusBits bits;
  private final long issuedAt;
  private final long expiresAt;
  private final long ttlSeconds;

  private StatusListToken(StatusBits bits, long issuedAt, long expiresAt, long ttlSeconds) {
    this.bits = bits;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
    this.ttlSeconds = ttlSeconds;
  }

  /** How large a token is at most: what can't be deflated is in base64url twice. */
  static int maxLength(StatusList lists) {
    return 2 * lists.maxBytes() + StrictJws.MAX_LENGTH;
  }

  /**
   * Reads and verifies one. Waits for keys, for less than a second.
   *
   * @param uri where it comes from: it must be about that list
   * @param issuer whose tokens it is about
   * @param keys what it is signed with
   * @throws Rejected if it is not to be believed, or there are no keys now
   */
  static StatusListToken read(
      byte[] octets, String uri, Issuer issuer, StatusList lists, KeySource keys, long nowSeconds)
      throws Rejected {
    // A file that somebody wrote by hand may end with a line's end.
    String text = new String(octets, StandardCharsets.ISO_8859_1).trim();
    StrictJws jws = StrictJws.parse(text, StrictJws.Use.STATUS_LIST);
    signed(jws, issuer, keys);
    Map<String, Object> claims = jws.claims();
    if (!uri.equals(claims.get("sub"))) {
      throw new Rejected("a list of another place");
    }
    if (lists.jwks() == null
        && claims.containsKey("iss")
        && !issuer.issuer().equals(claims.get("iss"))) {
      throw new Rejected("a list of another issuer");
    }
    if (claims.containsKey("aud")) {
      ClaimRules.audience(claims.get("aud"), issuer.audience());
    }
    int skew = issuer.terms().skewSeconds();
    long issuedAt = ClaimRules.time(claims, "iat", -1);
    if (issuedAt < 0) {
      throw new Rejected("no iat");
    }
    if (Math.max(issuedAt, ClaimRules.time(claims, "nbf", 0)) - skew > nowSeconds) {
      throw new Rejected("a list of the future");
    }
    long expiresAt = ClaimRules.time(claims, "exp", Long.MAX_VALUE - skew);
    if (expiresAt + skew <= nowSeconds) {
      throw new Rejected("an expired list");
    }
    StatusBits bits = StatusBits.read(claims.get("status_list"), lists.maxBytes());
    return new StatusListToken(bits, issuedAt, expiresAt + skew, ttl(claims));
  }

  private static long ttl(Map<String, Object> claims) throws Rejected {
    if (!claims.containsKey("ttl")) {
      return Long.MAX_VALUE;
    }
    Object ttl = claims.get("ttl");
    if (!(ttl instanceof BigDecimal) || ((BigDecimal) ttl).signum() <= 0) {
      throw new Rejected("ttl is no positive number");
    }
    return ((BigDecimal) ttl).min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValue();
  }

  private static void signed(StrictJws jws, Issuer issuer, KeySource source) throws Rejected {
    if (!issuer.algorithms().contains(jws.algorithm())) {
      throw new Rejected("algorithm");
    }
    KeySet keys = source.keys(Pause.STANDING);
    if (keys != null && keys.lacks(jws.keyId(), jws.algorithm())) {
      KeySet newer = source.newerKeys(Pause.STANDING);
      keys = newer == null ? keys : newer;
    }
    if (keys == null) {
      throw new Rejected("no keys of the issuer");
    }
    VerificationKey key = keys.find(jws.keyId(), jws.algorithm());
    if (key == null) {
      throw new Rejected("unknown key");
    }
    if (!key.verify(jws.algorithm(), jws.signingInput(), jws.signature())) {
      throw new Rejected("signature");
    }
  }

  StatusBits bits() {
    return bits;
  }

  /** When it was issued, in seconds since the epoch. */
  long issuedAt() {
    return issuedAt;
  }

  /** From when on it is not believed, in seconds since the epoch; {@link Long#MAX_VALUE}: never. */
  long expiresAt() {
    return expiresAt;
  }

  /** So many seconds after it was fetched there may be a newer one; at least 0. */
  long ttlSeconds() {
    return ttlSeconds;
  }
}
