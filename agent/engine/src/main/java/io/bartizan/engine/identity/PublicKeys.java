package io.bartizan.engine.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Public keys as issuers publish them (RFC 7518, 6; RFC 8037). */
final class PublicKeys {

  private static final List<String> RSA =
      Arrays.asList("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

  private static final List<String> EDWARDS = Arrays.asList("EdDSA", "Ed25519");

  private static final Set<String> SECRETS =
      Collections.unmodifiableSet(
          new HashSet<>(Arrays.asList("d", "p", "q", "dp", "dq", "qi", "oth", "k")));

  /** One algorithm a curve (RFC 7518, 3.4). */
  private static final Map<Curve, List<String>> CURVES = curves();

  private PublicKeys() {}

  private static Map<Curve, List<String>> curves() {
    Map<Curve, List<String>> curves = new HashMap<>();
    curves.put(Curve.P_256, Collections.singletonList("ES256"));
    curves.put(Curve.P_384, Collections.singletonList("ES384"));
    curves.put(Curve.P_521, Collections.singletonList("ES512"));
    return curves;
  }

  /** What a private or a symmetric key has, and no public one (RFC 7518, 6). */
  static boolean secret(Map<String, Object> members) {
    return "oct".equals(members.get("kty")) || !Collections.disjoint(members.keySet(), SECRETS);
  }

  /**
   * The thumbprint of a public key (RFC 7638) by SHA-256, in base64url.
   *
   * @throws Rejected if it is malformed, or no public key
   */
  static String thumbprint(Map<String, Object> members) throws Rejected {
    if (secret(members)) {
      throw new Rejected("a secret key");
    }
    try {
      return JWK.parse(members).computeThumbprint().toString();
    } catch (ParseException | JOSEException | RuntimeException malformed) {
      throw new Rejected("a malformed key");
    }
  }

  /**
   * Reads a key of a key set (RFC 7517, 4).
   *
   * @return null if it is not for verifying signatures, or of a kind that is not used here
   * @throws Rejected if it is malformed or unsafe
   */
  static @Nullable VerificationKey read(Map<String, Object> members) throws Rejected {
    JWK key = KeyPurpose.verifying(members);
    try {
      return key == null ? null : read(key);
    } catch (JOSEException | GeneralSecurityException | RuntimeException unusable) {
      throw new Rejected("an unusable key: " + unusable.getMessage());
    }
  }

  private static @Nullable VerificationKey read(JWK key)
      throws JOSEException, GeneralSecurityException, Rejected {
    if (key.getKeyType().equals(KeyType.RSA)) {
      RSAPublicKey rsa = key.toRSAKey().toRSAPublicKey();
      RsaStrength.check(rsa);
      VerificationKey.Check pss = VerificationKey.by(new RSASSAVerifier(rsa));
      VerificationKey.Check pkcs1 = new Pkcs1Signature(rsa);
      return verifiedBy(
          key,
          RSA,
          (header, input, signature) ->
              (Pkcs1Signature.names(header.getAlgorithm()) ? pkcs1 : pss)
                  .verify(header, input, signature));
    }
    if (key.getKeyType().equals(KeyType.EC)) {
      List<String> algorithm = CURVES.get(key.toECKey().getCurve());
      if (algorithm == null) {
        return null;
      }
      ECPublicKey ec = key.toECKey().toECPublicKey();
      return verifiedBy(key, algorithm, new EcSignature(ec, algorithm.get(0)));
    }
    OctetKeyPair okp = key.getKeyType().equals(KeyType.OKP) ? key.toOctetKeyPair() : null;
    if (okp == null || !Curve.Ed25519.equals(okp.getCurve())) {
      return null;
    }
    EdwardsKey edwards = EdwardsKey.of(okp.getDecodedX());
    return edwards == null
        ? null
        : verifiedBy(
            key,
            EDWARDS,
            (header, input, signature) -> edwards.verify(input, StrictBase64Url.decode(signature)));
  }

  private static VerificationKey verifiedBy(
      JWK key, Collection<String> possible, VerificationKey.Check check) throws Rejected {
    return new VerificationKey(key.getKeyID(), KeyPurpose.algorithms(key, possible), check);
  }
}
