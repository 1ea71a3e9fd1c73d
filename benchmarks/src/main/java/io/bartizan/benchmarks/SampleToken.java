package io.bartizan.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** ES256 tokens with the claims that Keycloak's access tokens have, about 655 bytes long. */
public final class SampleToken {

  /** The issuer that the sample policy trusts. */
  public static final String ISSUER = "https://idp.test/realms/shop";

  private static final long LIFE_SECONDS = 86_400;

  private final ECKey key;

  /** A throw-away issuer. */
  public SampleToken() throws JOSEException {
    key = new ECKeyGenerator(Curve.P_256).keyID("es256-1").generate();
  }

  /** Its key set. */
  public String jwks() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  /** Its public key, for the raw verification beside the benchmarks. */
  public ECPublicKey publicKey() throws JOSEException {
    return key.toECPublicKey();
  }

  /** A token for a person with one role; no two are the same. */
  public String mint(String role) throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience("orders-api")
            .subject("8f2c7a1e-35b4-4c9d-9a62-0d6c1b7e4f10")
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(LIFE_SECONDS)))
            .claim("typ", "Bearer")
            .claim("azp", "shop-web")
            .claim("sid", "2d1f6c0b-9a3e-47d5-8b1c-e5f7a9c03d21")
            .claim("acr", "1")
            .claim("scope", "openid profile email")
            .claim("realm_access", Map.of("roles", List.of(role, "offline_access")))
            .claim("preferred_username", "alice")
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }
}
