package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of those who may read a log: EC keys by ECDH-ES+A256KW, RSA keys by RSA-OAEP-256 (RFC
 * 7518, 4). Public ones wrap a data key, private ones unwrap it.
 */
public final class Auditors {

  private static final int RSA_BITS = 2048;

  private final List<JWK> keys;

  private Auditors(List<JWK> keys) {
    this.keys = keys;
  }

  /**
   * The keys that may read.
   *
   * @throws SealException if one is no key that encrypts
   */
  static Auditors of(List<JWK> keys) throws SealException {
    for (JWK key : keys) {
      boolean curve = key instanceof ECKey && !Curve.SECP256K1.equals(((ECKey) key).getCurve());
      if (!curve && !(key instanceof RSAKey)) {
        throw new SealException("an auditor's key is an EC key on P-256, P-384 or P-521, or RSA");
      }
      if (key instanceof RSAKey && key.size() < RSA_BITS) {
        throw new SealException("an auditor's RSA key has at least " + RSA_BITS + " bits");
      }
      if (KeyUse.SIGNATURE.equals(key.getKeyUse())) {
        throw new SealException("the key is for signatures (use: sig), and not an auditor's");
      }
    }
    if (keys.isEmpty()) {
      throw new SealException("there is no key in it");
    }
    return new Auditors(new ArrayList<>(keys));
  }

  /** The data key for each of them, as compact JWE. */
  List<String> wrap(DataKey data) throws SealException {
    List<String> wrapped = new ArrayList<>();
    byte[] bytes = data.bytes();
    try {
      for (JWK key : keys) {
        JWEAlgorithm algorithm =
            key instanceof ECKey ? JWEAlgorithm.ECDH_ES_A256KW : JWEAlgorithm.RSA_OAEP_256;
        JWEHeader header =
            new JWEHeader.Builder(algorithm, EncryptionMethod.A256GCM)
                .keyID(key.computeThumbprint().toString())
                .build();
        JWEObject jwe = new JWEObject(header, new Payload(bytes));
        JWEEncrypter encrypter =
            key instanceof ECKey
                ? new ECDHEncrypter((ECKey) key)
                : new RSAEncrypter(((RSAKey) key).toRSAPublicKey());
        jwe.encrypt(encrypter);
        wrapped.add(jwe.serialize());
      }
    } catch (JOSEException failed) {
      throw new SealException("the data key could not be wrapped: " + failed.getMessage(), failed);
    } finally {
      DataKey.forget(bytes);
    }
    return wrapped;
  }

  /**
   * Opens a segment.
   *
   * @throws SealException if none of these keys is one that it was wrapped to
   */
  DataKey unwrap(SegmentHeader header) throws SealException {
    for (String wrapped : header.data) {
      try {
        JWEObject jwe = JWEObject.parse(wrapped);
        for (JWK key : keys) {
          if (key.isPrivate()
              && key.computeThumbprint().toString().equals(jwe.getHeader().getKeyID())) {
            return DataKey.of(open(jwe, key), header.log, header.segment);
          }
        }
      } catch (ParseException | JOSEException | RuntimeException unusable) {
        throw new SealException(
            "the data key of segment " + header.segment + " does not unwrap", unusable);
      }
    }
    throw new SealException(
        "segment " + header.segment + " was not encrypted to this key, or the key is not private");
  }

  private static byte[] open(JWEObject jwe, JWK key) throws JOSEException, SealException {
    // The key decides on the algorithm, never what the line says (RFC 8725, 3.1).
    JWEAlgorithm due =
        key instanceof ECKey ? JWEAlgorithm.ECDH_ES_A256KW : JWEAlgorithm.RSA_OAEP_256;
    if (!due.equals(jwe.getHeader().getAlgorithm())
        || !EncryptionMethod.A256GCM.equals(jwe.getHeader().getEncryptionMethod())) {
      throw new SealException("the data key is wrapped by another algorithm than " + due);
    }
    JWEDecrypter decrypter =
        key instanceof ECKey
            ? new ECDHDecrypter((ECKey) key)
            : new RSADecrypter(((RSAKey) key).toRSAPrivateKey());
    jwe.decrypt(decrypter);
    return jwe.getPayload().toBytes();
  }
}
