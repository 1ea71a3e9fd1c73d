package io.bartizan.benchmarks.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The anchor: what a team writes by hand that has measured. It verifies a token once, keeps its
 * text and expiry in a map without a bound, and looks for one role. No limit, no audit, no path
 * firewall, one rule.
 */
final class RememberedTokens {

  private final Map<String, Long> remembered = new ConcurrentHashMap<>();
  private final ECDSAVerifier verifier;

  RememberedTokens(String jwks) throws ParseException, JOSEException {
    verifier = new ECDSAVerifier(JWKSet.parse(jwks).getKeys().get(0).toECKey());
  }

  /** Whether the value of an {@code Authorization} field lets its request in; null does not. */
  boolean letIn(String header) {
    if (header == null || !header.startsWith("Bearer ")) {
      return false;
    }
    String token = header.substring(7);
    Long expires = remembered.get(token);
    if (expires == null) {
      expires = verified(token);
      remembered.put(token, expires);
    }
    return expires >= System.currentTimeMillis();
  }

  private long verified(String token) {
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      Object roles = parsed.getJWTClaimsSet().getJSONObjectClaim("realm_access").get("roles");
      boolean clerk = roles instanceof Collection && ((Collection<?>) roles).contains("clerk");
      return clerk && parsed.verify(verifier)
          ? parsed.getJWTClaimsSet().getExpirationTime().getTime()
          : 0;
    } catch (ParseException | JOSEException wrong) {
      return 0;
    }
  }
}
