package io.bartizan.engine.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;

/**
 * RSASSA-PKCS1-v1_5 as RFC 8017, 8.2.2 verifies it: the encoding that the message must have is made
 * and compared whole. The JDK's own {@code Signature} parses what it finds instead, and takes a
 * hash identifier without its parameters for one with them (seen on Java 17).
 */
final class Pkcs1Signature implements VerificationKey.Check {

  /** What stands before a hash (RFC 8017, 9.2, note 1). */
  private static final class Hash {
    final String digest;
    final byte[] prefix;

    Hash(String digest, int length, int identifier, int octets) {
      this.digest = digest;
      this.prefix =
          new byte[] {
            0x30,
            (byte) length,
            0x30,
            0x0d,
            0x06,
            0x09,
            0x60,
            (byte) 0x86,
            0x48,
            0x01,
            0x65,
            0x03,
            0x04,
            0x02,
            (byte) identifier,
            0x05,
            0x00,
            0x04,
            (byte) octets
          };
    }
  }

  private static final Map<JWSAlgorithm, Hash> HASHES = hashes();

  private final int octets;
  private final Idle<Cipher> ciphers;

  Pkcs1Signature(RSAPublicKey key) {
    this.octets = (key.getModulus().bitLength() + 7) / 8;
    this.ciphers =
        new Idle<>(
            () -> {
              Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
              cipher.init(Cipher.DECRYPT_MODE, key);
              return cipher;
            });
  }

  private static Map<JWSAlgorithm, Hash> hashes() {
    Map<JWSAlgorithm, Hash> hashes = new HashMap<>();
    hashes.put(JWSAlgorithm.RS256, new Hash("SHA-256", 0x31, 0x01, 0x20));
    hashes.put(JWSAlgorithm.RS384, new Hash("SHA-384", 0x41, 0x02, 0x30));
    hashes.put(JWSAlgorithm.RS512, new Hash("SHA-512", 0x51, 0x03, 0x40));
    return hashes;
  }

  /** Whether an algorithm is of this kind. */
  static boolean names(JWSAlgorithm algorithm) {
    return HASHES.containsKey(algorithm);
  }

  @Override
  public boolean verify(JWSHeader header, byte[] input, String signature)
      throws GeneralSecurityException, Rejected {
    Hash hash = HASHES.get(header.getAlgorithm());
    byte[] signed = StrictBase64Url.decode(signature);
    if (hash == null || signed.length != octets) {
      return false;
    }
    byte[] digest = MessageDigest.getInstance(hash.digest).digest(input);
    byte[] expected = Arrays.copyOf(hash.prefix, hash.prefix.length + digest.length);
    System.arraycopy(digest, 0, expected, hash.prefix.length, digest.length);
    return MessageDigest.isEqual(expected, opened(signed));
  }

  /** What the signature's padding holds; empty if it is no padding, or the number is too large. */
  private byte[] opened(byte[] signature) throws GeneralSecurityException {
    Cipher cipher = ciphers.take();
    try {
      byte[] opened = cipher.doFinal(signature);
      ciphers.giveBack(cipher);
      return opened;
    } catch (BadPaddingException | IllegalBlockSizeException malformed) {
      return new byte[0];
    }
  }
}
