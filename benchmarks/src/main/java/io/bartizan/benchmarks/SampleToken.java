package io.bartizan.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tokens with the claims that Keycloak's access tokens have, about 655 bytes long with ES256; by
 * RS256 as well, and bound to the key of a client, with the proofs that it makes (RFC 9449).
 */
public final class SampleToken {

  /** The issuer that the sample policy trusts. */
  public static final String ISSUER = "https://idp.test/realms/shop";

  private static final long LIFE_SECONDS = 86_400;

  private final ECKey key;
  private final RSAKey rsa;
  private final ECKey client;

  /** A throw-away issuer. */
  public SampleToken() throws JOSEException {
    key = new ECKeyGenerator(Curve.P_256).keyID("es256-1").generate();
    rsa = new RSAKeyGenerator(2048).keyID("rs256-1").generate();
    client = new ECKeyGenerator(Curve.P_256).generate();
  }

  /** Its key set. */
  public String jwks() {
    return new JWKSet(List.of(key.toPublicJWK(), rsa.toPublicJWK())).toString();
  }

  /** The public key of RS256. */
  public RSAPublicKey rsaPublicKey() throws JOSEException {
    return rsa.toRSAPublicKey();
  }

  /** The public key of the client. */
  public ECPublicKey clientKey() throws JOSEException {
    return client.toECPublicKey();
  }

  /** Its public key, for the raw verification beside the benchmarks. */
  public ECPublicKey publicKey() throws JOSEException {
    return key.toECPublicKey();
  }

  /** A token for a person with one role; no two are the same. */
  public String mint(String role) throws JOSEException {
    return mint(role, JWSAlgorithm.ES256, false);
  }

  /** The same by RS256. */
  public String mintByRsa(String role) throws JOSEException {
    return mint(role, JWSAlgorithm.RS256, false);
  }

  /** The same by ES256, bound to the client's key. */
  public String mintBound(String role) throws JOSEException {
    return mint(role, JWSAlgorithm.ES256, true);
  }

  /** A proof by the client for a GET with a token; no two are the same. */
  public String prove(String uri, String token) throws JOSEException {
    try {
      byte[] octets = token.getBytes(StandardCharsets.US_ASCII);
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder()
              .jwtID(UUID.randomUUID().toString())
              .claim("htm", "GET")
              .claim("htu", uri)
              .claim(
                  "ath",
                  Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(octets)).toString())
              .issueTime(new Date())
              .build();
      JWSHeader header =
          new JWSHeader.Builder(JWSAlgorithm.ES256)
              .type(new JOSEObjectType("dpop+jwt"))
              .jwk(client.toPublicJWK())
              .build();
      SignedJWT proof = new SignedJWT(header, claims);
      proof.sign(new ECDSASigner(client));
      return proof.serialize();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String mint(String role, JWSAlgorithm algorithm, boolean bound) throws JOSEException {
    boolean byRsa = algorithm.equals(JWSAlgorithm.RS256);
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
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
            .claim("preferred_username", "alice");
    if (bound) {
      claims.claim("cnf", Map.of("jkt", client.computeThumbprint().toString()));
    }
    JWSHeader header =
        new JWSHeader.Builder(algorithm)
            .type(JOSEObjectType.JWT)
            .keyID(byRsa ? rsa.getKeyID() : key.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims.build());
    token.sign(byRsa ? new RSASSASigner(rsa) : new ECDSASigner(key));
    return token.serialize();
  }
}
