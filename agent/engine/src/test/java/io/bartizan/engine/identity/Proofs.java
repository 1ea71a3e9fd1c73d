package io.bartizan.engine.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The DPoP key of a client, and the proofs that it makes by it. */
final class Proofs {

  private final ECKey key;

  Proofs() {
    try {
      key = new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String thumbprint() throws JOSEException {
    return key.computeThumbprint().toString();
  }

  String header() {
    return "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":" + key.toPublicJWK() + "}";
  }

  /** The whole key, as no proof may hold it. */
  String privateKey() {
    return key.toJSONString();
  }

  String publicKey() {
    return key.toPublicJWK().toJSONString();
  }

  static String claims(String method, String uri, String token, long iat, String jti) {
    return "{\"jti\":\""
        + jti
        + "\",\"htm\":\""
        + method
        + "\",\"htu\":\""
        + uri
        + "\",\"iat\":"
        + iat
        + ",\"ath\":\""
        + hash(token)
        + "\"}";
  }

  static String hash(String token) {
    try {
      byte[] octets = token.getBytes(StandardCharsets.US_ASCII);
      return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(octets)).toString();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String sign(String claims) {
    return sign(header(), claims);
  }

  String sign(String header, String claims) {
    String input = Base64URL.encode(header) + "." + Base64URL.encode(claims);
    try {
      return input
          + "."
          + new ECDSASigner(key)
              .sign(new JWSHeader(JWSAlgorithm.ES256), input.getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
