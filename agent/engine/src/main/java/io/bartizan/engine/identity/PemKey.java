package io.bartizan.engine.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collections;

/** A public key in PEM (RFC 7468, 13). */
final class PemKey {

  private static final int MAX_BYTES = 4 * 1024;
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  private PemKey() {}

  /**
   * Reads the one key of a document, for ES256.
   *
   * @throws Rejected if it is anything but a key on P-256
   */
  static VerificationKey read(byte[] octets) throws Rejected {
    String text = new String(octets, StandardCharsets.US_ASCII).trim();
    if (octets.length > MAX_BYTES
        || !text.startsWith(BEGIN)
        || !text.endsWith(END)
        || text.indexOf(BEGIN, 1) > 0) {
      throw new Rejected("no public key in PEM");
    }
    String base64 =
        text.substring(BEGIN.length(), text.length() - END.length())
            .replace("\n", "")
            .replace("\r", "");
    try {
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
      if (!(key instanceof ECPublicKey)
          || !Curve.P_256.equals(Curve.forECParameterSpec(((ECPublicKey) key).getParams()))) {
        throw new Rejected("a key on another curve");
      }
      return new VerificationKey(
          null, Collections.singleton("ES256"), new EcSignature((ECPublicKey) key, "ES256"));
    } catch (GeneralSecurityException | JOSEException | IllegalArgumentException malformed) {
      throw new Rejected("a malformed key");
    }
  }
}
