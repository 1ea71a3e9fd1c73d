package io.bartizan.engine.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that signs HTTP messages, with the algorithm that its kind stands for. */
final class MessageKey {

  /** The DER of an Ed25519 PrivateKeyInfo up to the seed's octets (RFC 8410, 7). */
  private static final byte[] ED25519_PREFIX = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  private static final int SEED_OCTETS = 32;
  private static final int P256_OCTETS = 64;
  private static final String HMAC = "HmacSHA256";

  private final String id;
  private final String algorithm;
  private final Key key;

  private MessageKey(String id, String algorithm, Key key) {
    this.id = id;
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * The key in a JWK: OKP with Ed25519, EC with P-256, or oct.
   *
   * @throws GeneralSecurityException if it is another, has no private part, is too short, or is not
   *     possible on this Java; the message says which
   */
  static MessageKey of(String json) throws GeneralSecurityException {
    try {
      JWK jwk = JWK.parse(json);
      if (!jwk.isPrivate()) {
        throw new GeneralSecurityException("it has no private part");
      }
      String id = jwk.getKeyID() == null ? jwk.computeThumbprint().toString() : jwk.getKeyID();
      if (!id.matches("[ -~&&[^\"\\\\]]{1,128}")) {
        throw new GeneralSecurityException("its kid is not printable ASCII without quotes");
      }
      if (jwk instanceof OctetSequenceKey) {
        return hmac(id, ((OctetSequenceKey) jwk).toByteArray());
      }
      if (jwk instanceof ECKey && Curve.P_256.equals(((ECKey) jwk).getCurve())) {
        return new MessageKey(id, "ecdsa-p256-sha256", ((ECKey) jwk).toECPrivateKey());
      }
      if (jwk instanceof OctetKeyPair && Curve.Ed25519.equals(((OctetKeyPair) jwk).getCurve())) {
        return new MessageKey(id, "ed25519", edwards(((OctetKeyPair) jwk).getDecodedD()));
      }
    } catch (ParseException | JOSEException malformed) {
      throw new GeneralSecurityException("it is no JWK: " + malformed.getMessage(), malformed);
    }
    throw new GeneralSecurityException("it is none of Ed25519 (OKP), P-256 (EC) and oct");
  }

  private static MessageKey hmac(String id, byte[] octets) throws GeneralSecurityException {
    // RFC 2104, 3: a key shorter than the hash weakens it.
    if (octets.length < SEED_OCTETS) {
      throw new GeneralSecurityException("a secret of less than " + SEED_OCTETS + " octets");
    }
    return new MessageKey(id, "hmac-sha256", new SecretKeySpec(octets, HMAC));
  }

  private static PrivateKey edwards(byte[] seed) throws GeneralSecurityException {
    if (seed.length != SEED_OCTETS) {
      throw new GeneralSecurityException("an Ed25519 seed has " + SEED_OCTETS + " octets");
    }
    byte[] der = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + SEED_OCTETS);
    System.arraycopy(seed, 0, der, ED25519_PREFIX.length, SEED_OCTETS);
    try {
      return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (NoSuchAlgorithmException older) {
      throw new GeneralSecurityException(
          "it is an Ed25519 key, which Java has from 15 on, and this is Java "
              + System.getProperty("java.specification.version")
              + "; a P-256 key works on all",
          older);
    }
  }

  /** Its {@code kid}, or its thumbprint (RFC 7638) where it has none. */
  String id() {
    return id;
  }

  /** As RFC 9421, 6.2.2 names it. */
  String algorithm() {
    return algorithm;
  }

  /** Signs octets (RFC 9421, 3.3). */
  byte[] sign(byte[] octets) throws GeneralSecurityException {
    if (key instanceof SecretKeySpec) {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(octets);
    }
    boolean edwards = algorithm.equals("ed25519");
    Signature signer = Signature.getInstance(edwards ? "Ed25519" : "SHA256withECDSA");
    signer.initSign((PrivateKey) key);
    signer.update(octets);
    byte[] signature = signer.sign();
    try {
      // RFC 9421, 3.3.4: r and s side by side.
      return edwards ? signature : ECDSA.transcodeSignatureToConcat(signature, P256_OCTETS);
    } catch (JOSEException malformed) {
      throw new GeneralSecurityException(malformed);
    }
  }
}
