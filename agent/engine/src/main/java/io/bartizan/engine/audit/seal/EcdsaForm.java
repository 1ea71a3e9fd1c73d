package io.bartizan.engine.audit.seal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The one form of an ECDSA signature on P-256: DER, and of the two values of {@code s} that verify
 * alike the lower. What could be changed without notice would be a bit that nothing seals.
 */
final class EcdsaForm {

  private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();
  private static final BigInteger HALF = ORDER.shiftRight(1);
  private static final int OCTETS = 32;

  private EcdsaForm() {}

  /** Whether a signature has that form, and values in their range (CVE-2022-21449). */
  static boolean strict(byte[] der) {
    try {
      byte[] concat = ECDSA.transcodeSignatureToConcat(der, 2 * OCTETS);
      BigInteger r = new BigInteger(1, Arrays.copyOf(concat, OCTETS));
      BigInteger s = new BigInteger(1, Arrays.copyOfRange(concat, OCTETS, 2 * OCTETS));
      return r.signum() > 0
          && r.compareTo(ORDER) < 0
          && s.signum() > 0
          && s.compareTo(HALF) <= 0
          && Arrays.equals(der, ECDSA.transcodeSignatureToDER(concat));
    } catch (JOSEException | RuntimeException malformed) {
      return false;
    }
  }

  /** The same signature in that form. */
  static byte[] of(byte[] der) throws JOSEException {
    byte[] concat = ECDSA.transcodeSignatureToConcat(der, 2 * OCTETS);
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(concat, OCTETS, 2 * OCTETS));
    if (s.compareTo(HALF) > 0) {
      byte[] low = ORDER.subtract(s).toByteArray();
      Arrays.fill(concat, OCTETS, 2 * OCTETS, (byte) 0);
      int length = Math.min(low.length, OCTETS);
      System.arraycopy(low, low.length - length, concat, 2 * OCTETS - length, length);
    }
    return ECDSA.transcodeSignatureToDER(concat);
  }
}
