package io.bartizan.engine.identity;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import org.jspecify.annotations.Nullable;

/** An Ed25519 key (RFC 8032), where the JDK has the algorithm: Java 15 and newer. */
final class EdwardsKey {

  private static final String ALGORITHM = "Ed25519";
  private static final int KEY_OCTETS = 32;
  private static final int SIGNATURE_OCTETS = 64;

  /** The DER of a SubjectPublicKeyInfo up to the key's octets (RFC 8410, 4). */
  private static final byte[] PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private final Idle<Signature> verifiers;

  private EdwardsKey(PublicKey key) {
    this.verifiers =
        new Idle<>(
            () -> {
              Signature verifier = Signature.getInstance(ALGORITHM);
              verifier.initVerify(key);
              return verifier;
            });
  }

  /** The key; null where this JDK lacks the algorithm. */
  static @Nullable EdwardsKey of(byte[] octets) throws GeneralSecurityException {
    if (octets.length != KEY_OCTETS) {
      throw new InvalidKeyException("an Ed25519 key has " + KEY_OCTETS + " octets");
    }
    byte[] encoded = new byte[PREFIX.length + KEY_OCTETS];
    System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
    System.arraycopy(octets, 0, encoded, PREFIX.length, KEY_OCTETS);
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      return new EdwardsKey(factory.generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (NoSuchAlgorithmException older) {
      return null;
    }
  }

  boolean verify(byte[] input, byte[] signature) throws GeneralSecurityException {
    if (signature.length != SIGNATURE_OCTETS) {
      return false;
    }
    Signature verifier = verifiers.take();
    try {
      verifier.update(input);
      boolean good = verifier.verify(signature);
      verifiers.giveBack(verifier);
      return good;
    } catch (SignatureException malformed) {
      return false;
    }
  }
}
