package io.bartizan.engine.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that an application shares with whoever mints its tokens (RFC 7518, 3.2). They come from
 * a file of this machine only, never stand beside public keys, and never verify but HMACs: so no
 * public key can be passed off as a secret (RFC 8725, 2.1).
 */
final class SecretKeys {

  private static final int[] HASH_BITS = {256, 384, 512};

  private SecretKeys() {}

  /**
   * Reads a key of a set.
   *
   * @return null if it is not for verifying signatures
   * @throws Rejected if it is no secret, too short, or for another algorithm
   */
  static @Nullable VerificationKey read(Map<String, Object> members) throws Rejected {
    if (!KeyType.OCT.getValue().equals(members.get("kty"))) {
      throw new Rejected("a key that is no secret");
    }
    JWK key = KeyPurpose.verifying(members);
    if (key == null) {
      return null;
    }
    byte[] secret = key.toOctetSequenceKey().toByteArray();
    List<String> possible = new ArrayList<>();
    for (int bits : HASH_BITS) {
      // RFC 7518, 3.2: a key is at least as long as the hash.
      if (secret.length * Byte.SIZE >= bits) {
        possible.add("HS" + bits);
      }
    }
    if (possible.isEmpty()) {
      throw new Rejected("a secret of less than " + HASH_BITS[0] + " bits");
    }
    try {
      return new VerificationKey(
          key.getKeyID(),
          KeyPurpose.algorithms(key, possible),
          VerificationKey.by(new MACVerifier(secret)));
    } catch (JOSEException unusable) {
      throw new Rejected("an unusable secret");
    }
  }
}
