package io.bartizan.engine.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One public key, and the algorithms that it may verify: never more than its kind, never two kinds.
 */
final class VerificationKey {

  /** NIST SP 800-131A: shorter RSA keys are not acceptable any more. */
  private static final int MIN_RSA_BITS = 2048;

  private static final int MAX_RSA_BITS = 16384;

  private static final Set<String> PRIVATE =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList("d", "p", "q", "dp", "dq", "qi", "oth", "k")));

  private final @Nullable String id;
  private final Set<String> algorithms;
  private final @Nullable JWSVerifier verifier;
  private final @Nullable EdwardsKey edwards;

  private VerificationKey(
      @Nullable String id,
      Set<String> algorithms,
      @Nullable JWSVerifier verifier,
      @Nullable EdwardsKey edwards) {
    this.id = id;
    this.algorithms = algorithms;
    this.verifier = verifier;
    this.edwards = edwards;
  }

  /**
   * Reads a key of a key set (RFC 7517, 4).
   *
   * @return null if it is not for verifying signatures, or of a kind that is not used here
   * @throws Rejected if it must not stand in a public key set, or is unsafe
   */
  static @Nullable VerificationKey of(Map<String, Object> members) throws Rejected {
    if ("oct".equals(members.get("kty")) || !Collections.disjoint(members.keySet(), PRIVATE)) {
      throw new Rejected("a secret key");
    }
    JWK key;
    try {
      key = JWK.parse(members);
    } catch (ParseException | RuntimeException malformed) {
      throw new Rejected("a malformed key");
    }
    Set<KeyOperation> operations = key.getKeyOperations();
    boolean verifies =
        (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
            && (operations == null
                || operations.isEmpty()
                || operations.contains(KeyOperation.VERIFY));
    if (!verifies) {
      return null;
    }
    try {
      return of(key);
    } catch (JOSEException | GeneralSecurityException unusable) {
      throw new Rejected("an unusable key: " + unusable.getMessage());
    }
  }

  private static @Nullable VerificationKey of(JWK key)
      throws JOSEException, GeneralSecurityException, Rejected {
    String declared = key.getAlgorithm() == null ? null : key.getAlgorithm().getName();
    if (key.getKeyType().equals(KeyType.RSA)) {
      RSAKey rsa = key.toRSAKey();
      int bits = rsa.toRSAPublicKey().getModulus().bitLength();
      if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
        throw new Rejected("an RSA key of " + bits + " bits");
      }
      Set<String> family = words("RS256 RS384 RS512 PS256 PS384 PS512");
      return verifiedBy(key, declared, family, new RSASSAVerifier(rsa.toRSAPublicKey()), null);
    }
    if (key.getKeyType().equals(KeyType.EC)) {
      ECKey ec = key.toECKey();
      String algorithm =
          Curve.P_256.equals(ec.getCurve())
              ? "ES256"
              : Curve.P_384.equals(ec.getCurve())
                  ? "ES384"
                  : Curve.P_521.equals(ec.getCurve()) ? "ES512" : "";
      if (algorithm.isEmpty()) {
        return null;
      }
      return verifiedBy(
          key, declared, words(algorithm), new ECDSAVerifier(ec.toECPublicKey()), null);
    }
    OctetKeyPair okp = key.getKeyType().equals(KeyType.OKP) ? key.toOctetKeyPair() : null;
    if (okp == null || !Curve.Ed25519.equals(okp.getCurve())) {
      return null;
    }
    EdwardsKey edwards = EdwardsKey.of(okp.getDecodedX());
    return edwards == null
        ? null
        : verifiedBy(key, declared, words("EdDSA Ed25519"), null, edwards);
  }

  private static Set<String> words(String words) {
    return new HashSet<>(Arrays.asList(words.split(" ")));
  }

  /** A key that declares its algorithm verifies that one only (RFC 8725, 3.1). */
  private static @Nullable VerificationKey verifiedBy(
      JWK key,
      @Nullable String declared,
      Set<String> family,
      @Nullable JWSVerifier verifier,
      @Nullable EdwardsKey edwards)
      throws Rejected {
    if (declared != null && !family.contains(declared)) {
      throw new Rejected("a key whose algorithm doesn't fit its type");
    }
    Set<String> algorithms = declared == null ? family : Collections.singleton(declared);
    return new VerificationKey(key.getKeyID(), algorithms, verifier, edwards);
  }

  @Nullable String id() {
    return id;
  }

  boolean verifies(String algorithm) {
    return algorithms.contains(algorithm);
  }

  /** Whether the signature is this key's. */
  boolean verify(StrictJws token) throws Rejected {
    try {
      if (edwards != null) {
        return edwards.verify(token.signingInput(), token.signature());
      }
      return verifier != null
          && verifier.verify(
              new JWSHeader(JWSAlgorithm.parse(token.algorithm())),
              token.signingInput(),
              Base64URL.encode(token.signature()));
    } catch (JOSEException | GeneralSecurityException unverifiable) {
      throw new Rejected("signature");
    }
  }
}
