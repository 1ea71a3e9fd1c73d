package io.bartizan.engine.identity;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/** Which RSA keys are strong enough to be believed. */
final class RsaStrength {

  /** NIST SP 800-131A: shorter RSA keys are not acceptable any more. */
  private static final int MIN_BITS = 2048;

  /** Longer ones only cost time: an issuer has no use for them. */
  private static final int MAX_BITS = 16384;

  /** FIPS 186-5, 5.1: an exponent is below 2^256; a longer one only costs time. */
  private static final int MAX_EXPONENT_BITS = 256;

  /** The generator of the primes of CVE-2017-15361. */
  private static final int ROCA_GENERATOR = 65537;

  /** The largest prime of the product by which the flawed generator made 512-bit keys and up. */
  private static final int ROCA_LAST_PRIME = 167;

  private RsaStrength() {}

  /**
   * Refuses a key that others than its owner can sign for.
   *
   * @throws Rejected with what is wrong with it
   */
  static void check(RSAPublicKey key) throws Rejected {
    BigInteger modulus = key.getModulus();
    int bits = modulus.bitLength();
    if (modulus.signum() <= 0 || bits < MIN_BITS || bits > MAX_BITS || !modulus.testBit(0)) {
      throw new Rejected("an RSA key of " + bits + " bits");
    }
    BigInteger exponent = key.getPublicExponent();
    // With 1 every text is its own signature; an even one is none (RFC 8017, 3.1).
    if (exponent.compareTo(BigInteger.valueOf(3)) < 0
        || !exponent.testBit(0)
        || exponent.bitLength() > MAX_EXPONENT_BITS) {
      throw new Rejected("an RSA key with an unsafe exponent");
    }
    if (roca(modulus)) {
      throw new Rejected("an RSA key that can be factored (CVE-2017-15361)");
    }
  }

  /**
   * Whether the modulus is a power of 65537 modulo every small prime, as those of the flawed
   * generator are and one of some 2^27 others (Nemec and others, 2017, 2.4).
   */
  private static boolean roca(BigInteger modulus) {
    for (int prime = 3; prime <= ROCA_LAST_PRIME; prime += 2) {
      if (BigInteger.valueOf(prime).isProbablePrime(20)
          && !power(modulus.mod(BigInteger.valueOf(prime)).intValue(), prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean power(int residue, int prime) {
    int power = 1;
    do {
      if (power == residue) {
        return true;
      }
      power = power * (ROCA_GENERATOR % prime) % prime;
    } while (power != 1);
    return false;
  }
}
