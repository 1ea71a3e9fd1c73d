package io.bartizan.it;

import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypted tokens (RFC 7516), encrypted to the issuer's public key as anybody could. The agent
 * takes none, whatever is in them: there is nothing to switch on.
 */
final class JweMutations {

  private static final byte[] IV = new byte[12];
  private static final int TAG = 16;
  private static final String OAEP = "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\"";
  private static final Map<String, Function<Draft, List<String>>> ALL = new HashMap<>();

  private JweMutations() {}

  /** How a key is encrypted to the issuer's. */
  private interface Wrapping {
    byte[] wrap(RSAPublicKey key, byte[] secret) throws GeneralSecurityException;
  }

  private static final byte[] SECRET = new byte[32];

  /** A second's work, done once. */
  private static byte[] bomb;

  /** The point (1, 1), which is on no curve of ours. */
  private static final String OFF_THE_CURVE =
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\""
          + Base64URL.encode(one())
          + "\",\"y\":\""
          + Base64URL.encode(one())
          + "\"}";

  private static final Wrapping OAEP_256 =
      (key, secret) -> {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
            Cipher.ENCRYPT_MODE,
            key,
            new OAEPParameterSpec(
                "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        return cipher.doFinal(secret);
      };

  private static final Wrapping PKCS1 =
      (key, secret) -> {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(secret);
      };

  static {
    ALL.put("JWE wrapping alg=none JWT", d -> bearer(oaep(d, ",\"cty\":\"JWT\"}", none(d))));
    ALL.put("JWE wrapping unsigned claims (no cty)", d -> bearer(oaep(d, "}", claims(d))));
    ALL.put("JWE RSA1_5", d -> bearer(pkcs1(d)));
    ALL.put("JWE zip=DEF bomb 1 MiB -> 1 GiB", JweMutations::bombs);
    ALL.put("JWE zip=unknown", d -> bearer(oaep(d, ",\"zip\":\"LZ4\"}", signed(d))));
    ALL.put("PBES2 p2c=10 000 000", d -> bearer(pbes2(d)));
    ALL.put("ECDH-ES invalid curve point", d -> bearer(ecdh(d, ",\"epk\":" + OFF_THE_CURVE)));
    ALL.put("ECDH-ES epk missing", d -> bearer(ecdh(d, "")));
    ALL.put("dir with attacker cek", d -> bearer(dir(d)));
    ALL.put("nested 3 levels", d -> bearer(nested(d, 3)));
    ALL.put("nested 100 levels", d -> bearer(nested(d, 100)));
    ALL.put(
        "JWE five segments with empty key for RSA-OAEP",
        d -> bearer(jwe(OAEP + "}", new byte[0], new byte[32], signed(d))));
    ALL.put(
        "JWE alg in header differs from key alg",
        d ->
            bearer(
                jwe(
                    "{\"alg\":\"A256KW\",\"enc\":\"A256GCM\"}",
                    wrap(d, OAEP_256),
                    SECRET,
                    signed(d))));
  }

  static Function<Draft, List<String>> of(String words) {
    return ALL.get(words);
  }

  private static List<String> bearer(String token) {
    return List.of("Bearer " + token);
  }

  private static byte[] one() {
    byte[] one = new byte[32];
    one[31] = 1;
    return one;
  }

  private static byte[] claims(Draft d) {
    return Draft.utf8(d.claims.toString());
  }

  private static byte[] none(Draft d) {
    return Draft.utf8(
        Base64URL.encode("{\"alg\":\"none\"}") + "." + Base64URL.encode(claims(d)) + ".");
  }

  private static byte[] signed(Draft d) {
    return Draft.utf8(d.token());
  }

  private static byte[] wrap(Draft d, Wrapping wrapping) {
    try {
      return wrapping.wrap(d.keys.rsa1.toRSAPublicKey(), SECRET);
    } catch (GeneralSecurityException | com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String oaep(Draft d, String restOfHeader, byte[] payload) {
    return jwe(OAEP + restOfHeader, wrap(d, OAEP_256), SECRET, payload);
  }

  private static String pkcs1(Draft d) {
    String header = "{\"alg\":\"RSA1_5\",\"enc\":\"A256GCM\",\"cty\":\"JWT\"}";
    return jwe(header, wrap(d, PKCS1), SECRET, signed(d));
  }

  /** One that a reader of 8 KiB would let through, and the whole one. */
  private static List<String> bombs(Draft d) {
    String rest = ",\"zip\":\"DEF\"}";
    if (bomb == null) {
      bomb = deflated(1 << 30);
    }
    return List.of("Bearer " + oaep(d, rest, deflated(4 << 20)), "Bearer " + oaep(d, rest, bomb));
  }

  private static byte[] deflated(int zeros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 16];
    try (DeflaterOutputStream deflating =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED, true))) {
      for (int i = 0; i < zeros / block.length; i++) {
        deflating.write(block);
      }
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  private static String pbes2(Draft d) {
    String header =
        "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A256GCM\",\"p2c\":10000000,\"p2s\":\"AAAAAAAAAAA\"}";
    return jwe(header, new byte[40], SECRET, signed(d));
  }

  private static String ecdh(Draft d, String epk) {
    String header = "{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"kid\":\"e1\"" + epk + "}";
    return jwe(header, new byte[0], SECRET, signed(d));
  }

  private static String dir(Draft d) {
    return jwe("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}", new byte[0], SECRET, claims(d));
  }

  /** As deep as a token can be sent: what is longer than 64 KiB ends there. */
  private static String nested(Draft d, int levels) {
    String token = d.token();
    for (int i = 0; i < levels && token.length() < 64 << 10; i++) {
      token = oaep(d, ",\"cty\":\"JWT\"}", Draft.utf8(token));
    }
    return token;
  }

  private static String jwe(String header, byte[] wrapped, byte[] secret, byte[] payload) {
    String protectedHeader = Base64URL.encode(header).toString();
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(8 * TAG, IV));
      cipher.updateAAD(Draft.utf8(protectedHeader));
      byte[] sealed = cipher.doFinal(payload);
      int text = sealed.length - TAG;
      return String.join(
          ".",
          protectedHeader,
          Base64URL.encode(wrapped).toString(),
          Base64URL.encode(IV).toString(),
          Base64URL.encode(Arrays.copyOf(sealed, text)).toString(),
          Base64URL.encode(Arrays.copyOfRange(sealed, text, sealed.length)).toString());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
