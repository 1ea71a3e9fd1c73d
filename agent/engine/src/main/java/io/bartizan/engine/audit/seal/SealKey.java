package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/** A key that signs the checkpoints of one segment. For one thread. */
public final class SealKey {

  /** The DER of an Ed25519 PrivateKeyInfo up to the seed's octets (RFC 8410, 7). */
  private static final byte[] ED25519_PREFIX = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  private static final int SEED_OCTETS = 32;

  private final JWK jwk;
  private final SealPublicKey publicKey;
  private final PrivateKey key;

  private SealKey(JWK jwk, PrivateKey key) throws SealException {
    this.jwk = jwk;
    this.publicKey = SealPublicKey.of(jwk);
    this.key = key;
  }

  /** A new key. */
  public static SealKey generate(SealAlgorithm algorithm) throws SealException {
    SealPublicKey.need(algorithm);
    try {
      if (algorithm == SealAlgorithm.ES256) {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        return of(
            new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic())
                .privateKey((ECPrivateKey) pair.getPrivate())
                .build());
      }
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return of(
          new OctetKeyPair.Builder(Curve.Ed25519, last(pair.getPublic().getEncoded()))
              .d(last(pair.getPrivate().getEncoded()))
              .build());
    } catch (GeneralSecurityException failed) {
      throw new SealException("no key could be made: " + failed.getMessage(), failed);
    }
  }

  private static Base64URL last(byte[] der) {
    return Base64URL.encode(Arrays.copyOfRange(der, der.length - SEED_OCTETS, der.length));
  }

  /**
   * The key that a private JWK holds.
   *
   * @throws SealException if it is none that seals, or its halves do not belong together
   */
  static SealKey of(JWK jwk) throws SealException {
    if (!jwk.isPrivate()) {
      throw new SealException("it has no private part; the seal key is the private one");
    }
    SealPublicKey.of(jwk);
    try {
      SealKey key;
      if (jwk instanceof OctetKeyPair) {
        byte[] seed = ((OctetKeyPair) jwk).getDecodedD();
        if (seed.length != SEED_OCTETS) {
          throw new SealException("an Ed25519 seed has " + SEED_OCTETS + " octets");
        }
        byte[] der = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + SEED_OCTETS);
        System.arraycopy(seed, 0, der, ED25519_PREFIX.length, SEED_OCTETS);
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        key = new SealKey(jwk, factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
      } else {
        key = new SealKey(jwk, ((ECKey) jwk).toECPrivateKey());
      }
      byte[] probe = {1};
      if (!key.publicKey.verify(probe, key.sign(probe))) {
        throw new SealException("its private and its public part do not belong together");
      }
      return key;
    } catch (GeneralSecurityException | JOSEException unusable) {
      throw new SealException("the key can't be used: " + unusable.getMessage(), unusable);
    }
  }

  /** Its public half. */
  public SealPublicKey publicKey() {
    return publicKey;
  }

  JWK jwk() {
    return jwk;
  }

  byte[] sign(byte[] text) {
    try {
      Signature signer = Signature.getInstance(SealPublicKey.signer(publicKey.algorithm()));
      signer.initSign(key);
      signer.update(text);
      byte[] signature = signer.sign();
      return publicKey.algorithm() == SealAlgorithm.ES256 ? EcdsaForm.of(signature) : signature;
    } catch (GeneralSecurityException | JOSEException failed) {
      throw new IllegalStateException("the seal key does not sign: " + failed, failed);
    }
  }
}
