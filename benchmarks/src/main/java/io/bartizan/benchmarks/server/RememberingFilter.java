package io.bartizan.benchmarks.server;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * The anchor: what a team writes by hand that has measured. It verifies a token once, keeps its
 * text and expiry in a map without a bound, and looks for one role. No limit, no audit, no path
 * firewall, one rule.
 */
final class RememberingFilter implements Filter {

  private final Map<String, Long> remembered = new ConcurrentHashMap<>();
  private final ECDSAVerifier verifier;

  RememberingFilter(String jwks) throws Exception {
    verifier = new ECDSAVerifier(JWKSet.parse(jwks).getKeys().get(0).toECKey());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String header = ((HttpServletRequest) request).getHeader("Authorization");
    if (header == null || !header.startsWith("Bearer ")) {
      ((HttpServletResponse) response).sendError(401);
      return;
    }
    String token = header.substring(7);
    Long expires = remembered.get(token);
    if (expires == null) {
      expires = verified(token);
      remembered.put(token, expires);
    }
    if (expires < System.currentTimeMillis()) {
      ((HttpServletResponse) response).sendError(401);
      return;
    }
    chain.doFilter(request, response);
  }

  private long verified(String token) {
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      Object roles = parsed.getJWTClaimsSet().getJSONObjectClaim("realm_access").get("roles");
      boolean clerk = roles instanceof Collection && ((Collection<?>) roles).contains("clerk");
      return clerk && parsed.verify(verifier)
          ? parsed.getJWTClaimsSet().getExpirationTime().getTime()
          : 0;
    } catch (ParseException | com.nimbusds.jose.JOSEException wrong) {
      return 0;
    }
  }
}
