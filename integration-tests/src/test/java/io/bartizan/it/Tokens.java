package io.bartizan.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens of a throw-away issuer. */
final class Tokens {

  static final String ISSUER = "https://issuer.test";

  private final RSAKey key;

  /** Makes every token another one, so that none is remembered from an earlier request. */
  private final AtomicInteger issued = new AtomicInteger();

  Tokens() throws JOSEException {
    this("r1");
  }

  Tokens(String keyId) throws JOSEException {
    key = new RSAKeyGenerator(2048).keyID(keyId).generate();
  }

  /** The public key, as a member of a key set. */
  String publicKey() {
    return key.toPublicJWK().toString();
  }

  /** The whole key, as no key set may have it. */
  String privateKey() {
    return key.toJSONString();
  }

  /** A good token of another issuer's name. */
  String of(String issuer, List<String> roles) throws JOSEException {
    return token("root", 600, roles, Map.of("iss", issuer));
  }

  String jwks() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  String of(String kind) throws JOSEException {
    switch (kind) {
      case "admin":
        return token("root", 600, List.of("admin"), Map.of());
      case "user":
        return token("alice", 600, List.of("user"), Map.of());
      case "expired":
        return token("root", -600, List.of("admin"), Map.of());
      case "garbage":
        return "garbage.garbage.garbage";
      case "dpop-admin":
        return token("root", 600, List.of("admin"), Map.of("cnf", Map.of("jkt", "x")));
      case "mtls-admin":
        return token("root", 600, List.of("admin"), Map.of("cnf", Map.of("x5t#S256", "x")));
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  String token(String subject, long seconds, List<String> roles, Map<String, Object> more)
      throws JOSEException {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(Collections.singletonList("api"))
            .subject(subject)
            .claim("roles", roles)
            .jwtID(Integer.toString(issued.incrementAndGet()))
            .issueTime(Date.from(Instant.now().minusSeconds(700)))
            .expirationTime(Date.from(Instant.now().plusSeconds(seconds)));
    more.forEach(claims::claim);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            claims.build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  /** What the issuer signs that is no access token: a logout token, a security event. */
  String statement(String type, Map<String, Object> claims) throws JOSEException {
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience("receiver")
            .jwtID("statement-" + issued.incrementAndGet())
            .issueTime(Date.from(Instant.now()));
    claims.forEach(all::claim);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(new JOSEObjectType(type))
                .build(),
            all.build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }
}
