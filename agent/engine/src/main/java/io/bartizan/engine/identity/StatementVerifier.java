package io.bartizan.engine.identity;

import io.bartizan.engine.identity.StatementException.Fault;
import io.bartizan.policy.Issuer;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves who signed a {@link Statement}, as strictly as {@link Authenticator} does with access
 * tokens: one spelling, one issuer, its own algorithms and keys, and none of the sender's choice.
 */
public final class StatementVerifier implements AutoCloseable {

  /** What is to be proven. */
  public enum Kind {
    /** A logout token (OpenID Connect Back-Channel Logout 1.0, 2.4). */
    LOGOUT_TOKEN(StrictJws.Use.LOGOUT_TOKEN),
    /** A security event token (RFC 8417). */
    SECURITY_EVENT(StrictJws.Use.SECURITY_EVENT);

    private final StrictJws.Use use;

    Kind(StrictJws.Use use) {
      this.use = use;
    }
  }

  private static final int MAX_ID = 512;

  private final Issuer issuer;
  private final Kind kind;
  private final Clock clock;
  private final KeySource source;

  /**
   * A verifier of what one issuer signs.
   *
   * @param monotonic in nanoseconds
   * @throws KeySetException if its key file or its certificates can't be used
   */
  public StatementVerifier(Issuer issuer, Kind kind, Clock clock, LongSupplier monotonic)
      throws KeySetException {
    this.issuer = issuer;
    this.kind = kind;
    this.clock = clock;
    String jwks = issuer.jwks();
    this.source =
        jwks == null || jwks.contains("://")
            ? UrlKeys.of(issuer, monotonic)
            : new FileKeys(jwks, issuer);
  }

  /**
   * Verifies one. Waits for less than a second where its keys have to be fetched.
   *
   * @throws StatementException if it is not to be believed, or can't be judged now
   */
  public Statement verify(String token) throws StatementException {
    try {
      StrictJws jws = StrictJws.parse(token, kind.use);
      Map<String, Object> claims = jws.claims();
      // Claims come before keys: what can't be good must not cause a fetch.
      Statement statement = claimed(claims);
      signed(jws);
      return statement;
    } catch (Rejected rejected) {
      throw new StatementException(Fault.FORM, rejected.reason());
    }
  }

  private Statement claimed(Map<String, Object> claims) throws StatementException, Rejected {
    if (!issuer.issuer().equals(claims.get("iss"))) {
      throw new StatementException(Fault.ISSUER, "another issuer");
    }
    try {
      ClaimRules.audience(claims.get("aud"), issuer.audience());
    } catch (Rejected other) {
      throw new StatementException(Fault.AUDIENCE, "another audience");
    }
    Object id = claims.get("jti");
    if (!(id instanceof String) || ((String) id).isEmpty() || ((String) id).length() > MAX_ID) {
      throw new Rejected("no jti");
    }
    long skew = issuer.terms().skewSeconds();
    long now = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    long issuedAt = ClaimRules.time(claims, "iat", -1);
    if (issuedAt < 0) {
      throw new Rejected("no iat");
    }
    if (issuedAt - skew > now) {
      throw new Rejected("issued in the future");
    }
    long expiresAt = ClaimRules.time(claims, "exp", -1);
    if (expiresAt >= 0 && expiresAt + skew <= now) {
      throw new Rejected("expired");
    }
    return new Statement((String) id, issuedAt, expiresAt, claims);
  }

  private void signed(StrictJws jws) throws StatementException, Rejected {
    if (!issuer.algorithms().contains(jws.algorithm())) {
      throw new StatementException(Fault.KEY, "algorithm");
    }
    KeySet keys = source.keys(Pause.STANDING);
    VerificationKey key = keys == null ? null : keys.find(jws.keyId(), jws.algorithm());
    if (key == null && keys != null && keys.lacks(jws.keyId(), jws.algorithm())) {
      keys = source.newerKeys(Pause.STANDING);
      key = keys == null ? null : keys.find(jws.keyId(), jws.algorithm());
    }
    if (keys == null) {
      throw new StatementException(Fault.UNAVAILABLE, "no keys of the issuer");
    }
    if (!signedBy(key, jws)) {
      throw new StatementException(Fault.KEY, key == null ? "unknown key" : "signature");
    }
  }

  private static boolean signedBy(@Nullable VerificationKey key, StrictJws jws) {
    try {
      return key != null && key.verify(jws.algorithm(), jws.signingInput(), jws.signature());
    } catch (Rejected noSignature) {
      return false;
    }
  }

  /** How far the issuer's clock may be off, in seconds. */
  public int skewSeconds() {
    return issuer.terms().skewSeconds();
  }

  /** Looks whether the keys have changed; called about once a second by one thread. */
  public void refresh() {
    source.refresh();
  }

  @Override
  public void close() {
    source.close();
  }
}
