package io.bartizan.quickstart;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Stands in for an identity provider, with a key that nobody keeps. */
final class Issuer {

  private final ECKey key;

  Issuer() throws JOSEException {
    key = new ECKeyGenerator(Curve.P_256).keyID("throw-away").generate();
  }

  String publicKeys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }

  String token(String subject, String role, long validSeconds) throws JOSEException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer("https://idp.example.com")
            .audience("shop")
            .subject(subject)
            .claim("roles", List.of(role))
            .expirationTime(Date.from(Instant.now().plusSeconds(validSeconds)))
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }
}
