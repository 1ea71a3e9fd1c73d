package io.bartizan.engine.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;

/**
 * ECDSA as JOSE has it (RFC 7518, 3.4): R and S side by side, each as long as the curve's order and
 * in its range. The library checks the range and brings them into the JDK's form; the JDK's object
 * is kept, which the library's own verifier would make anew for each token.
 */
final class EcSignature implements VerificationKey.Check {

  private final JWSAlgorithm algorithm;
  private final int octets;
  private final Idle<Signature> verifiers;

  /**
   * A check by this key.
   *
   * @param name the one algorithm of its curve, such as {@code ES256}
   * @throws JOSEException if the key is not on the curve
   */
  EcSignature(ECPublicKey key, String name) throws JOSEException {
    new ECDSAVerifier(key);
    this.algorithm = JWSAlgorithm.parse(name);
    this.octets = ECDSA.getSignatureByteArrayLength(algorithm);
    String jca = "SHA" + name.substring(2) + "withECDSA";
    this.verifiers =
        new Idle<>(
            () -> {
              Signature verifier = Signature.getInstance(jca);
              verifier.initVerify(key);
              return verifier;
            });
  }

  @Override
  public boolean verify(JWSHeader header, byte[] input, String signature)
      throws JOSEException, GeneralSecurityException, Rejected {
    byte[] joined = StrictBase64Url.decode(signature);
    if (!algorithm.equals(header.getAlgorithm()) || joined.length != octets) {
      return false;
    }
    ECDSA.ensureLegalSignature(joined, algorithm);
    Signature verifier = verifiers.take();
    boolean good;
    try {
      verifier.update(input);
      good = verifier.verify(ECDSA.transcodeSignatureToDER(joined));
    } catch (SignatureException malformed) {
      return false;
    }
    verifiers.giveBack(verifier);
    return good;
  }
}
