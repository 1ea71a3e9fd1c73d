package io.bartizan.engine.identity;

import io.bartizan.engine.outbound.SecretFile;
import io.bartizan.policy.HashKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What credentials are called in the trail: by default their {@link TokenHash}, which no other
 * process knows; under {@code audit.hashKey} the HMAC-SHA-256 of the credential's octets by that
 * key, cut to 128 bits, the same in all services that have it. Never a hash without a key, which
 * who reads the trail could try credentials on.
 *
 * <p>What is remembered is told apart by {@link TokenHash} in any case: its key is nobody's.
 */
final class CredentialNames {

  /** Names that no other process gives. */
  static final CredentialNames OF_THIS_PROCESS = new CredentialNames(null);

  /** Characters; 32 hex digits are 128 bits. */
  private static final int MIN_LENGTH = 32;

  private final @Nullable SecretKeySpec key;

  private CredentialNames(@Nullable SecretKeySpec key) {
    this.key = key;
  }

  /**
   * The names that a key gives; those of this process without one.
   *
   * @throws KeySetException if it can't be used
   */
  static CredentialNames of(@Nullable HashKey where) throws KeySetException {
    if (where == null) {
      return OF_THIS_PROCESS;
    }
    try {
      String secret = read(where);
      if (secret.length() < MIN_LENGTH) {
        throw new IOException("it has fewer than " + MIN_LENGTH + " characters");
      }
      byte[] octets = secret.getBytes(StandardCharsets.UTF_8);
      return new CredentialNames(new SecretKeySpec(octets, TokenHash.ALGORITHM));
    } catch (IOException bad) {
      throw new KeySetException(
          where
              + ": error BZ3008: the key of audit.hashKey can't be used: "
              + (bad.getClass() == IOException.class ? bad.getMessage() : bad)
              + "\n"
              + "  hint: make one with 'openssl rand -hex 32', for the server's user to read and"
              + " nobody else, the same on all services",
          bad);
    }
  }

  private static String read(HashKey where) throws IOException {
    Path file = where.file();
    if (file != null) {
      return new SecretFile(file).read();
    }
    String value = System.getenv(where.variable());
    if (value == null) {
      throw new IOException("there is no such variable");
    }
    return value.trim();
  }

  /** Whether every credential has the same name under both. */
  boolean sameAs(CredentialNames other) {
    SecretKeySpec mine = key;
    SecretKeySpec others = other.key;
    if (mine == null || others == null) {
      return mine == null && others == null;
    }
    return MessageDigest.isEqual(mine.getEncoded(), others.getEncoded());
  }

  /** Whether a credential's name is its hash under the key of this process. */
  boolean ofThisProcess() {
    return key == null;
  }

  /**
   * The name of a credential that begins at an index and ends with the array: 32 hex digits.
   *
   * @throws IllegalStateException if the names are those of this process
   */
  String name(byte[] credential, int from) {
    SecretKeySpec known = key;
    if (known == null) {
      throw new IllegalStateException("a credential's name is its hash here");
    }
    try {
      Mac mac = Mac.getInstance(TokenHash.ALGORITHM);
      mac.init(known);
      mac.update(credential, from, credential.length - from);
      return TokenHash.hex(mac.doFinal());
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java platform has " + TokenHash.ALGORITHM, impossible);
    }
  }
}
