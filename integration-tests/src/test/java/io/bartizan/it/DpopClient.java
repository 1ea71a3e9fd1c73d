package io.bartizan.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client with a DPoP key of its own, and the proofs that it makes, good and bad. */
final class DpopClient {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicInteger MADE = new AtomicInteger();

  private final ECKey key;

  DpopClient() throws JOSEException {
    key = new ECKeyGenerator(Curve.P_256).generate();
  }

  String thumbprint() throws JOSEException {
    return key.computeThumbprint().toString();
  }

  /** A good proof for a GET. */
  String proof(String uri, String token) throws Exception {
    return proof(uri, token, header -> {}, claims -> {});
  }

  /** A proof for a GET, changed before it is signed. */
  String proof(
      String uri, String token, Consumer<ObjectNode> ofHeader, Consumer<ObjectNode> ofClaims)
      throws Exception {
    ObjectNode header = JSON.createObjectNode();
    header.put("typ", "dpop+jwt").put("alg", "ES256");
    header.set("jwk", JSON.readTree(key.toPublicJWK().toJSONString()));
    ObjectNode claims = JSON.createObjectNode();
    claims.put("jti", "proof-" + MADE.incrementAndGet());
    claims.put("htm", "GET").put("htu", uri).put("ath", hash(token));
    claims.put("iat", Instant.now().getEpochSecond());
    ofHeader.accept(header);
    ofClaims.accept(claims);
    String input = Base64URL.encode(header.toString()) + "." + Base64URL.encode(claims.toString());
    byte[] octets = input.getBytes(StandardCharsets.US_ASCII);
    return input
        + "."
        + (header.path("alg").asText().equals("HS256")
            ? Base64URL.encode(hmac(octets))
            : new ECDSASigner(key).sign(new JWSHeader(JWSAlgorithm.ES256), octets));
  }

  /** By the public key, as whoever takes it for a secret would verify it. */
  private byte[] hmac(byte[] input) throws GeneralSecurityException, JOSEException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.toECPublicKey().getEncoded(), "HmacSHA256"));
    return mac.doFinal(input);
  }

  static byte[] digest(String token) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
  }

  static String hash(String token) throws GeneralSecurityException {
    return Base64URL.encode(digest(token)).toString();
  }
}
