package io.bartizan.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Throw-away keys of the issuer and of an attacker, and what each can do with them. */
final class AttackKeys {

  private static final BigInteger K1_ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final BigInteger K1_X =
      new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16);
  private static final BigInteger K1_Y =
      new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16);

  /** DigestInfo of SHA-256 up to the hash, with and without the NULL of its parameters. */
  private static final BigInteger WHOLE =
      new BigInteger("3031300d060960864801650304020105000420", 16);

  private static final BigInteger WITHOUT_NULL =
      new BigInteger("302f300b0609608648016503040201" + "0420", 16);

  final RSAKey rsa1 = new RSAKeyGenerator(2048).keyID("r1").generate();
  final ECKey ec1 = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
  final RSAKey attacker = new RSAKeyGenerator(2048).keyID("r1").generate();
  private final KeyPair ed1 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  private final RSAKey cubic = cubic();
  private final byte[] oct = new byte[32];

  AttackKeys() throws JOSEException, GeneralSecurityException {
    Arrays.fill(oct, (byte) 7);
  }

  private static RSAKey cubic() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(3)));
    return new RSAKey.Builder((RSAPublicKey) generator.generateKeyPair().getPublic())
        .keyID("c1")
        .build();
  }

  private String ed25519() {
    byte[] encoded = ed1.getPublic().getEncoded();
    return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"d1\",\"x\":\""
        + Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length))
        + "\"}";
  }

  private static String set(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  /** The key set that a trusted issuer publishes, by the name of the issuer. */
  String jwks(String name) {
    String rsa = rsa1.toPublicJWK().toJSONString();
    switch (name) {
      case "main":
        return set(rsa, ec1.toPublicJWK().toJSONString(), ed25519());
      case "declared":
        return set(rsa.replace("{", "{\"alg\":\"RS256\","), ec1.toPublicJWK().toJSONString());
      case "encrypting":
        return set(rsa.replace("{", "{\"use\":\"enc\","), ec1.toPublicJWK().toJSONString());
      case "secp256k1":
        return set(
            rsa,
            "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"kid\":\"k1\",\"x\":\""
                + Base64URL.encode(octets(K1_X, 32))
                + "\",\"y\":\""
                + Base64URL.encode(octets(K1_Y, 32))
                + "\"}");
      case "exponent1":
        return set(
            ec1.toPublicJWK().toJSONString(),
            "{\"kty\":\"RSA\",\"kid\":\"x1\",\"e\":\"AQ\",\"n\":\"" + rsa1.getModulus() + "\"}");
      case "exponent3":
        return set(cubic.toJSONString());
      case "secret":
        return set(rsa, secret());
      case "private":
        return set(rsa1.toJSONString());
      case "duplicate":
        return set(rsa, attacker.toPublicJWK().toJSONString());
      default:
        throw new IllegalArgumentException(name);
    }
  }

  private String secret() {
    return "{\"kty\":\"oct\",\"kid\":\"o1\",\"k\":\"" + Base64URL.encode(oct) + "\"}";
  }

  /** Signs with a key that the issuer or the attacker has, by its own algorithm or the one said. */
  byte[] sign(String key, String algorithm, byte[] input)
      throws JOSEException, GeneralSecurityException, IOException {
    switch (key) {
      case "rsa1":
      case "attacker":
        boolean fits = algorithm.matches("[RP]S(256|384|512)");
        JWSAlgorithm rsa = fits ? JWSAlgorithm.parse(algorithm) : JWSAlgorithm.RS256;
        return new RSASSASigner(key.equals("rsa1") ? rsa1 : attacker)
            .sign(new JWSHeader(rsa), input)
            .decode();
      case "ec1":
        return new ECDSASigner(ec1).sign(new JWSHeader(JWSAlgorithm.ES256), input).decode();
      case "ed1":
        Signature edwards = Signature.getInstance("Ed25519");
        edwards.initSign(ed1.getPrivate());
        edwards.update(input);
        return edwards.sign();
      case "secp256k1":
        // The private key is 1 and the nonce is 1: R is the generator, whose x is known.
        BigInteger r = K1_X.mod(K1_ORDER);
        BigInteger s = new BigInteger(1, sha256(input)).add(r).mod(K1_ORDER);
        return joined(octets(r, 32), octets(s, 32));
      case "exponent1":
        return padded(WHOLE, input);
      case "secret":
        return hmac(oct, input);
      default:
        return hmac(material(key), input);
    }
  }

  /** What an attacker who knows the public keys takes for an HMAC's secret. */
  private byte[] material(String words) throws JOSEException {
    byte[] der = rsa1.toRSAPublicKey().getEncoded();
    String pem = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    switch (words) {
      case "RSA public key DER":
        return der;
      case "RSA public key PEM without header":
        return pem.getBytes(StandardCharsets.US_ASCII);
      case "Ed25519 public 32 bytes":
        byte[] edwards = ed1.getPublic().getEncoded();
        return Arrays.copyOfRange(edwards, edwards.length - 32, edwards.length);
      case "JWKS document bytes":
        return jwks("main").getBytes(StandardCharsets.UTF_8);
      case "single NUL":
        return new byte[1];
      case "client id":
        return "api".getBytes(StandardCharsets.UTF_8);
      default:
        if (words.matches("'.+'")) {
          return words.substring(1, words.length() - 1).getBytes(StandardCharsets.UTF_8);
        }
        throw new IllegalArgumentException("no such key: " + words);
    }
  }

  private static byte[] hmac(byte[] secret, byte[] input) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return mac.doFinal(input);
  }

  private static byte[] sha256(byte[] input) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(input);
  }

  /** EMSA-PKCS1-v1_5 over the issuer's modulus. */
  private byte[] padded(BigInteger digestInfo, byte[] input) throws GeneralSecurityException {
    byte[] tail = joined(digestInfo.toByteArray(), sha256(input));
    byte[] whole = new byte[256];
    Arrays.fill(whole, 1, 255 - tail.length, (byte) 0xff);
    whole[1] = 1;
    System.arraycopy(tail, 0, whole, 256 - tail.length, tail.length);
    return whole;
  }

  /** The issuer's own key, put to an encoding that it would never sign. */
  byte[] withoutNull(byte[] input) throws GeneralSecurityException, JOSEException {
    BigInteger exponent = rsa1.toRSAPrivateKey().getPrivateExponent();
    BigInteger padded = new BigInteger(1, padded(WITHOUT_NULL, input));
    return octets(padded.modPow(exponent, modulus()), 256);
  }

  BigInteger modulus() {
    return rsa1.getModulus().decodeToBigInteger();
  }

  /** A cube whose upper octets look like a padded hash: no private key is needed (2006). */
  byte[] cubeRoot(byte[] input) throws GeneralSecurityException {
    byte[] head = joined(new byte[] {0, 1, -1, -1, -1, -1, -1, -1, -1, -1, 0}, WHOLE.toByteArray());
    byte[] wanted = Arrays.copyOf(joined(head, sha256(input)), 256);
    BigInteger cube = new BigInteger(1, wanted);
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ONE.shiftLeft(700);
    while (high.subtract(low).compareTo(BigInteger.ONE) > 0) {
      BigInteger middle = low.add(high).shiftRight(1);
      boolean below = middle.pow(3).compareTo(cube) < 0;
      low = below ? middle : low;
      high = below ? high : middle;
    }
    byte[] made = octets(high.pow(3), 256);
    if (Arrays.mismatch(made, wanted) < head.length + 32) {
      throw new IllegalStateException("the forgery is none");
    }
    return octets(high, 256);
  }

  static byte[] octets(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    byte[] whole = new byte[length];
    int count = Math.min(length, signed.length);
    System.arraycopy(signed, signed.length - count, whole, length - count, count);
    return whole;
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
