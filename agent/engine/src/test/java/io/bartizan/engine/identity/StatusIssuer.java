package io.bartizan.engine.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Signs tokens, and the lists that tell their status. */
final class StatusIssuer {

  static final String NAME = "https://issuer.test";
  static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"statuslist+jwt\"}";

  private final ECKey key;

  StatusIssuer() {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  Path publish(Path file) throws Exception {
    return Files.writeString(file, new JWKSet(key.toPublicJWK()).toString());
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

  /** A list of four bits for each token. */
  static String list(int... statuses) {
    byte[] octets = new byte[(statuses.length + 1) / 2];
    for (int i = 0; i < statuses.length; i++) {
      octets[i / 2] |= (byte) (statuses[i] << 4 * (i % 2));
    }
    return "{\"bits\":4,\"lst\":\"" + Base64URL.encode(StatusBitsTest.zipped(octets)) + "\"}";
  }

  /**
   * A list's claims.
   *
   * @param more further members, each with a comma before it
   */
  static String claims(String uri, long issuedAt, String list, String more) {
    return "{\"sub\":\"" + uri + "\",\"iat\":" + issuedAt + ",\"status_list\":" + list + more + "}";
  }

  String list(String uri, long issuedAt, int... statuses) {
    return sign(HEADER, claims(uri, issuedAt, list(statuses), ""));
  }

  /**
   * An access token.
   *
   * @param status the claim of that name; null for none
   */
  String token(long now, String subject, String status) {
    return sign(
        "{\"alg\":\"ES256\",\"kid\":\"k1\"}",
        "{\"iss\":\""
            + NAME
            + "\",\"aud\":\"api\",\"sub\":\""
            + subject
            + "\",\"exp\":"
            + (now + 3600)
            + (status == null ? "" : ",\"status\":" + status)
            + "}");
  }

  static String status(String uri, Object index) {
    return "{\"status_list\":{\"idx\":" + index + ",\"uri\":\"" + uri + "\"}}";
  }
}
