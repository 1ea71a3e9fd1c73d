package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** A key that checkpoints are verified with. For one thread. */
public final class SealPublicKey {

  /** The DER of an Ed25519 SubjectPublicKeyInfo up to the key's octets (RFC 8410, 4). */
  private static final byte[] ED25519_PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private static final int KEY_OCTETS = 32;
  private static final int KEY_ID_OCTETS = 4;

  /** The signature types that the C2SP specification of signed notes assigns. */
  private static final byte NOTE_ED25519 = 1;

  private final SealAlgorithm algorithm;
  private final JWK jwk;
  private final PublicKey key;

  private SealPublicKey(SealAlgorithm algorithm, JWK jwk, PublicKey key) {
    this.algorithm = algorithm;
    this.jwk = jwk;
    this.key = key;
  }

  /**
   * The public half of a JWK.
   *
   * @throws SealException if it is no key that seals, or this Java lacks its algorithm
   */
  static SealPublicKey of(JWK jwk) throws SealException {
    try {
      if (jwk instanceof OctetKeyPair && Curve.Ed25519.equals(((OctetKeyPair) jwk).getCurve())) {
        need(SealAlgorithm.ED25519);
        byte[] octets = ((OctetKeyPair) jwk).getDecodedX();
        if (octets.length != KEY_OCTETS) {
          throw new SealException("an Ed25519 key has " + KEY_OCTETS + " octets");
        }
        byte[] der = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + KEY_OCTETS);
        System.arraycopy(octets, 0, der, ED25519_PREFIX.length, KEY_OCTETS);
        PublicKey key =
            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
        return new SealPublicKey(SealAlgorithm.ED25519, jwk.toPublicJWK(), key);
      }
      if (jwk instanceof ECKey && Curve.P_256.equals(((ECKey) jwk).getCurve())) {
        PublicKey key = ((ECKey) jwk).toECPublicKey();
        return new SealPublicKey(SealAlgorithm.ES256, jwk.toPublicJWK(), key);
      }
    } catch (GeneralSecurityException | JOSEException | IllegalStateException unusable) {
      throw new SealException("the key can't be used: " + unusable.getMessage(), unusable);
    }
    throw new SealException("a seal key is an Ed25519 key (OKP) or one on P-256 (EC)");
  }

  static void need(SealAlgorithm algorithm) throws SealException {
    if (!algorithm.here()) {
      throw new SealException(
          "it is an Ed25519 key, which Java has from 15 on, and this is Java "
              + System.getProperty("java.specification.version"));
    }
  }

  /** How it verifies. */
  public SealAlgorithm algorithm() {
    return algorithm;
  }

  JWK jwk() {
    return jwk;
  }

  /** Its thumbprint (RFC 7638), in base64url. */
  public String thumbprint() {
    try {
      return jwk.computeThumbprint().toString();
    } catch (JOSEException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** As a word of a note: the algorithm and the coordinates. */
  String words() {
    if (jwk instanceof OctetKeyPair) {
      return algorithm.label + " " + ((OctetKeyPair) jwk).getX();
    }
    ECKey ec = (ECKey) jwk;
    return algorithm.label + " " + ec.getX() + " " + ec.getY();
  }

  /** The key that {@link #words} tells of. */
  static SealPublicKey ofWords(String words) throws SealException {
    String[] parts = words.split(" ", -1);
    try {
      SealPublicKey key;
      if (parts.length == 2 && parts[0].equals(SealAlgorithm.ED25519.label)) {
        key = of(new OctetKeyPair.Builder(Curve.Ed25519, new Base64URL(parts[1])).build());
      } else if (parts.length == 3 && parts[0].equals(SealAlgorithm.ES256.label)) {
        Base64URL x = new Base64URL(parts[1]);
        key = of(new ECKey.Builder(Curve.P_256, x, new Base64URL(parts[2])).build());
      } else {
        throw new SealException("no key that seals");
      }
      // One text for each key: loose bits would be bits that nothing seals.
      for (int i = 1; i < parts.length; i++) {
        byte[] text = parts[i].getBytes(StandardCharsets.ISO_8859_1);
        StrictBase64.url(text, 0, text.length);
      }
      return key;
    } catch (IllegalArgumentException | IllegalStateException malformed) {
      throw new SealException("no key that seals", malformed);
    }
  }

  /**
   * The id of this key in a signed note of that name (C2SP signed-note): the first bytes of a hash
   * over name and key, for ECDSA of one over the key alone.
   */
  byte[] noteId(String name) {
    MessageDigest sha = Digests.sha256();
    if (algorithm == SealAlgorithm.ED25519) {
      sha.update(name.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) '\n');
      sha.update(NOTE_ED25519);
      sha.update(((OctetKeyPair) jwk).getDecodedX());
    } else {
      sha.update(key.getEncoded());
    }
    return Arrays.copyOf(sha.digest(), KEY_ID_OCTETS);
  }

  /** Whether a signature is this key's over that text, and the one form of itself. */
  boolean verify(byte[] text, byte[] signature) {
    try {
      if (algorithm == SealAlgorithm.ES256 && !EcdsaForm.strict(signature)) {
        return false;
      }
      Signature verifier = Signature.getInstance(signer(algorithm));
      verifier.initVerify(key);
      verifier.update(text);
      return verifier.verify(signature);
    } catch (SignatureException malformed) {
      return false;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the algorithm was there before", impossible);
    }
  }

  static String signer(SealAlgorithm algorithm) {
    return algorithm == SealAlgorithm.ED25519 ? "Ed25519" : "SHA256withECDSA";
  }
}
