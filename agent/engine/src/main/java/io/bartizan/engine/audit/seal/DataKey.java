package io.bartizan.engine.audit.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that encrypts the records of one segment (AES-256-GCM, NIST SP 800-38D). A segment has
 * one of its own, and a record's number is its nonce, so that no nonce comes twice. For one thread.
 */
final class DataKey {

  private static final int KEY_OCTETS = 32;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey key;
  private final String origin;
  private Cipher cipher;

  private DataKey(byte[] key, String origin) throws SealException {
    this.key = new SecretKeySpec(key, "AES");
    this.origin = origin;
    this.cipher = cipher();
  }

  private static Cipher cipher() throws SealException {
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException absent) {
      throw new SealException("this Java has no AES-GCM", absent);
    }
  }

  /** Forgets the last nonce: what was encrypted with it never left memory, and is done again. */
  void again() throws SealException {
    cipher = cipher();
  }

  /** A new key for a segment. */
  static DataKey generate(String log, long segment) throws SealException {
    byte[] key = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(key);
    return new DataKey(key, Checkpoint.origin(log, segment));
  }

  static DataKey of(byte[] key, String log, long segment) throws SealException {
    if (key.length != KEY_OCTETS) {
      throw new SealException("a data key has " + KEY_OCTETS + " octets");
    }
    return new DataKey(key, Checkpoint.origin(log, segment));
  }

  byte[] bytes() {
    return key.getEncoded();
  }

  /** The ciphertext and the tag of a record. */
  byte[] encrypt(long number, byte[] record, int from, int to) throws SealException {
    try {
      begin(Cipher.ENCRYPT_MODE, number);
      return cipher.doFinal(record, from, to - from);
    } catch (GeneralSecurityException failed) {
      throw new SealException("a record could not be encrypted: " + failed, failed);
    }
  }

  byte[] decrypt(long number, byte[] encrypted) throws SealException {
    try {
      begin(Cipher.DECRYPT_MODE, number);
      return cipher.doFinal(encrypted);
    } catch (GeneralSecurityException failed) {
      throw new SealException("record " + number + " does not decrypt", failed);
    }
  }

  private void begin(int mode, long number) throws GeneralSecurityException {
    byte[] nonce = new byte[NONCE_OCTETS];
    ByteBuffer.wrap(nonce).putLong(NONCE_OCTETS - Long.BYTES, number);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((origin + "/" + number).getBytes(StandardCharsets.US_ASCII));
  }

  /** Overwrites a key that was copied out. */
  static void forget(byte[] key) {
    Arrays.fill(key, (byte) 0);
  }
}
