package io.bartizan.engine.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One key, and the algorithms that it may verify: never more than its kind, never two kinds (RFC
 * 8725, 3.1).
 */
final class VerificationKey {

  /** The check of a signature (in base64url, checked), whatever it rests on. */
  interface Check {
    boolean verify(JWSHeader header, byte[] input, String signature)
        throws JOSEException, GeneralSecurityException, Rejected;
  }

  /** A check of the library's. */
  static Check by(JWSVerifier verifier) {
    return (header, input, signature) -> verifier.verify(header, input, new Base64URL(signature));
  }

  private final @Nullable String id;

  /** By the name that a token gives; the headers are what the library wants to be told again. */
  private final Map<String, JWSHeader> algorithms = new HashMap<>();

  private final Check check;

  VerificationKey(@Nullable String id, Collection<String> algorithms, Check check) {
    this.id = id;
    for (String algorithm : algorithms) {
      this.algorithms.put(algorithm, new JWSHeader(JWSAlgorithm.parse(algorithm)));
    }
    this.check = check;
  }

  /** The id by which tokens name it; null if it has none. */
  @Nullable String id() {
    return id;
  }

  boolean verifies(String algorithm) {
    return algorithms.containsKey(algorithm);
  }

  /**
   * Whether a signature is this key's.
   *
   * @param signature in base64url, checked
   * @throws Rejected if it can't be a signature of the algorithm at all
   */
  boolean verify(String algorithm, byte[] input, String signature) throws Rejected {
    JWSHeader header = algorithms.get(algorithm);
    if (header == null) {
      throw new Rejected("algorithm");
    }
    try {
      return check.verify(header, input, signature);
    } catch (JOSEException | GeneralSecurityException unverifiable) {
      throw new Rejected("signature");
    }
  }
}
