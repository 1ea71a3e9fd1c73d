package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import io.bartizan.engine.Corpus;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Public vectors through the gate of key sets, the strict reading of tokens, and the check. */
class WycheproofTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Valid ones that a strict verifier refuses: the token's algorithm is not the key's (346, 350),
   * the key says "ES521" (347, 351), a question mark inside base64url (372, 373).
   */
  private static final Set<Integer> TOO_LAX = Set.of(346, 347, 350, 351, 372, 373);

  /** Valid ones under a secret: refused wherever a policy names public keys. */
  private static final Set<Integer> SYMMETRIC = Set.of(1, 348, 352, 357, 358, 359, 376, 377);

  /**
   * Called invalid, and yet the token and the key of 357 to the byte: who accepts one must accept
   * the others.
   */
  private static final Set<Integer> TWICE = Set.of(367, 370);

  private static JsonNode read(String file) throws Exception {
    String origin = "C2SP/wycheproof, testvectors_v1 at dac1dd47";
    return JSON.readTree(Corpus.at("wycheproof/" + file, origin).toFile());
  }

  /** What came of a file's vectors: how many of which kind were accepted, and which are wrong. */
  private static final class Tally {
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Set<Integer> validRefused = new TreeSet<>();
    private final Set<Integer> othersAccepted = new TreeSet<>();

    void add(JsonNode vector, boolean accepted) {
      boolean valid = vector.path("result").asText().equals("valid");
      int id = vector.path("tcId").asInt();
      counts.merge(
          (valid ? "valid" : "other") + (accepted ? " accepted" : " refused"), 1, (a, b) -> a + b);
      if (valid && !accepted) {
        validRefused.add(id);
      }
      if (!valid && accepted) {
        othersAccepted.add(id);
      }
    }
  }

  /** Reads a set for what a policy says that it is. */
  private interface Gate {
    KeySet read(byte[] octets) throws Rejected;
  }

  private static boolean accepted(Gate gate, String keySet, String token) {
    try {
      KeySet keys = gate.read(keySet.getBytes(StandardCharsets.UTF_8));
      StrictJws jws = StrictJws.parse(token);
      VerificationKey key = keys.find(jws.keyId(), jws.algorithm());
      return key != null && key.verify(jws.algorithm(), jws.signingInput(), jws.signature());
    } catch (Rejected refused) {
      return false;
    }
  }

  private static boolean accepted(String keySet, String token) {
    return accepted(KeySet::parse, keySet, token) || accepted(KeySet::secrets, keySet, token);
  }

  private static String token(JsonNode vector) {
    JsonNode jws = vector.path("jws");
    return jws.isTextual() ? jws.asText() : jws.toString();
  }

  @Test
  void webSignatures_publicKeysOnly_invalidRefusedAndValidAccepted() throws Exception {
    Tally tally = webSignatures(KeySet::parse);
    assertEquals(Set.of(), tally.othersAccepted);
    Set<Integer> refused = new TreeSet<>(TOO_LAX);
    refused.addAll(SYMMETRIC);
    assertEquals(refused, tally.validRefused);
    assertEquals(
        Map.of("other refused", 355, "valid accepted", 32, "valid refused", 14), tally.counts);
  }

  @Test
  void webSignatures_sharedSecretsOnly_invalidRefusedAndValidAccepted() throws Exception {
    Tally tally = webSignatures(KeySet::secrets);
    assertEquals(TWICE, tally.othersAccepted, "the bytes of 357, which is valid");
    assertEquals(8, tally.counts.get("valid accepted"));
  }

  private static Tally webSignatures(Gate gate) throws Exception {
    Tally tally = new Tally();
    for (JsonNode group : read("json_web_signature_test.json").path("testGroups")) {
      JsonNode key = group.has("public") ? group.path("public") : group.path("private");
      String valid = null;
      for (JsonNode vector : group.path("tests")) {
        int id = vector.path("tcId").asInt();
        valid = id == 357 ? token(vector) : valid;
        assertEquals(TWICE.contains(id), token(vector).equals(valid) && id != 357, "" + id);
        tally.add(vector, accepted(gate, "{\"keys\":[" + key + "]}", token(vector)));
      }
    }
    return tally;
  }

  @Test
  void webKeys_invalidRefusedAndValidAccepted() throws Exception {
    Tally tally = new Tally();
    for (JsonNode group : read("json_web_key_test.json").path("testGroups")) {
      JsonNode keys = group.has("public") ? group.path("public") : group.path("private");
      for (JsonNode vector : group.path("tests")) {
        tally.add(vector, accepted(keys.toString(), token(vector)));
      }
    }
    assertEquals(Set.of(), tally.othersAccepted);
    assertEquals(Set.of(), tally.validRefused);
    assertEquals(26, tally.counts.values().stream().mapToInt(n -> n).sum());
  }

  /** Encrypted tokens are taken from nobody, well made or not: no key of a policy decrypts. */
  @ParameterizedTest
  @CsvSource({"json_web_encryption_test.json, 139", "json_web_crypto_test.json, 34"})
  void webEncryption_isRefusedWhole(String file, int vectors) throws Exception {
    int met = 0;
    for (JsonNode group : read(file).path("testGroups")) {
      for (JsonNode vector : group.path("tests")) {
        JsonNode jwe = vector.path("jwe");
        if (!jwe.isMissingNode()) {
          String token = jwe.isTextual() ? jwe.asText() : jwe.toString();
          assertFalse(accepted("{\"keys\":[" + group.path("private") + "]}", token), "" + vector);
          met++;
        }
      }
    }
    assertEquals(vectors, met);
  }

  /** The signed tokens of the mixed file. */
  @Test
  void webCrypto_signedTokens_invalidRefusedAndValidAccepted() throws Exception {
    Tally tally = new Tally();
    for (JsonNode group : read("json_web_crypto_test.json").path("testGroups")) {
      JsonNode key = group.has("public") ? group.path("public") : group.path("private");
      for (JsonNode vector : group.path("tests")) {
        if (vector.has("jws")) {
          String keys = key.has("keys") ? key.toString() : "{\"keys\":[" + key + "]}";
          tally.add(vector, accepted(keys, token(vector)));
        }
      }
    }
    assertEquals(Set.of(), tally.othersAccepted);
    assertEquals(Set.of(), tally.validRefused);
    assertEquals(83 - 34, tally.counts.values().stream().mapToInt(n -> n).sum());
  }

  @ParameterizedTest
  @CsvSource({
    "ecdsa_secp256r1_sha256_p1363_test.json, ES256, 173, 89",
    "ecdsa_secp384r1_sha384_p1363_test.json, ES384, 193, 87",
    "ecdsa_secp521r1_sha512_p1363_test.json, ES512, 231, 87",
    "ed25519_test.json, EdDSA, 88, 63",
    "rsa_signature_2048_sha256_test.json, RS256, 9, 250",
    "rsa_signature_3072_sha384_test.json, RS384, 7, 252",
    "rsa_signature_4096_sha512_test.json, RS512, 7, 252",
    "rsa_pss_2048_sha256_mgf1_32_test.json, PS256, 63, 45",
    "rsa_pss_4096_sha384_mgf1_48_test.json, PS384, 95, 46",
    "rsa_pss_4096_sha512_mgf1_64_test.json, PS512, 132, 47"
  })
  void signatures_validAcceptedAndNoOthers(String file, String algorithm, int valid, int others)
      throws Exception {
    Tally tally = new Tally();
    int beyondTheJdk = 0;
    for (JsonNode group : read(file).path("testGroups")) {
      Map<String, Object> members = members(group);
      VerificationKey key = PublicKeys.read(members);
      for (JsonNode vector : group.path("tests")) {
        boolean verified = verified(key, algorithm, vector, "sig");
        if (!verified && vector.path("result").asText().equals("valid")) {
          assertFalse(verifiedByJdk(members, vector), "refused by us alone: " + vector);
          beyondTheJdk++;
        }
        tally.add(vector, verified);
      }
    }
    assertEquals(Set.of(), tally.othersAccepted);
    assertEquals(valid - beyondTheJdk, tally.counts.get("valid accepted"));
    assertEquals(others, tally.counts.get("other refused"));
    assertTrue(beyondTheJdk <= 2, tally.validRefused.toString());
  }

  /**
   * Java 17 doesn't know some points whose coordinate exceeds the order of the curve: one in 2^128
   * signatures, and refused is safe.
   */
  private static boolean verifiedByJdk(Map<String, Object> members, JsonNode vector)
      throws Exception {
    ECKey key = ECKey.parse(members);
    byte[] signature = HexFormat.of().parseHex(vector.path("sig").asText());
    String hash = Map.of("P-256", "256", "P-384", "384", "P-521", "512").get(members.get("crv"));
    Signature jdk = Signature.getInstance("SHA" + hash + "withECDSA");
    jdk.initVerify(key.toECPublicKey());
    jdk.update(HexFormat.of().parseHex(vector.path("msg").asText()));
    return jdk.verify(ECDSA.transcodeSignatureToDER(signature));
  }

  /** RFC 7518, 3.2: a key as long as the hash at least, and the tag whole. */
  @ParameterizedTest
  @CsvSource({
    "hmac_sha256_test.json, 256, 30",
    "hmac_sha384_test.json, 384, 30",
    "hmac_sha512_test.json, 512, 30"
  })
  void macs_longKeysAndWholeTagsAccepted(String file, int bits, int accepted) throws Exception {
    Tally tally = new Tally();
    int fitting = 0;
    for (JsonNode group : read(file).path("testGroups")) {
      boolean fits = group.path("keySize").asInt() >= bits && group.path("tagSize").asInt() == bits;
      for (JsonNode vector : group.path("tests")) {
        fitting += fits && vector.path("result").asText().equals("valid") ? 1 : 0;
        boolean verified = false;
        try {
          String secret = encoded(vector.path("key").asText());
          VerificationKey key = SecretKeys.read(Map.of("kty", "oct", "k", secret));
          verified = verified(key, "HS" + bits, vector, "tag");
        } catch (Rejected tooShort) {
          assertFalse(fits);
        }
        tally.add(vector, verified);
      }
    }
    assertEquals(Set.of(), tally.othersAccepted);
    assertEquals(fitting, tally.counts.get("valid accepted"));
    assertEquals(accepted, fitting);
  }

  @Test
  void curvesThatNoAlgorithmNames_areLeftOut() throws Exception {
    for (JsonNode group : read("ecdsa_secp256k1_sha256_p1363_test.json").path("testGroups")) {
      assertNull(PublicKeys.read(members(group)));
    }
  }

  private static boolean verified(
      VerificationKey key, String algorithm, JsonNode vector, String member) {
    try {
      String signature = encoded(vector.path(member).asText());
      return key.verify(algorithm, HexFormat.of().parseHex(vector.path("msg").asText()), signature);
    } catch (Rejected refused) {
      return false;
    }
  }

  /** The group's key as a JWK; some groups have none and are told by their numbers. */
  private static Map<String, Object> members(JsonNode group) {
    JsonNode key = group.path("publicKey");
    if (key.has("pk")) {
      return Map.of("kty", "OKP", "crv", "Ed25519", "x", encoded(key.path("pk").asText()));
    }
    if (key.has("modulus")) {
      return Map.of(
          "kty",
          "RSA",
          "n",
          encoded(new BigInteger(key.path("modulus").asText(), 16), 0),
          "e",
          encoded(new BigInteger(key.path("publicExponent").asText(), 16), 0));
    }
    String curve = key.path("curve").asText();
    int bits = Integer.parseInt(curve.substring(4, 7));
    return Map.of(
        "kty",
        "EC",
        "crv",
        curve.endsWith("k1") ? curve : "P-" + bits,
        "x",
        encoded(new BigInteger(key.path("wx").asText(), 16), (bits + 7) / 8),
        "y",
        encoded(new BigInteger(key.path("wy").asText(), 16), (bits + 7) / 8));
  }

  private static String encoded(String hex) {
    return Base64URL.encode(HexFormat.of().parseHex(hex)).toString();
  }

  /** Without a sign, at least so long. */
  private static String encoded(BigInteger number, int octets) {
    byte[] signed = number.toByteArray();
    int from = signed[0] == 0 ? 1 : 0;
    int length = Math.max(octets, signed.length - from);
    byte[] whole = new byte[length];
    byte[] bare = Arrays.copyOfRange(signed, from, signed.length);
    System.arraycopy(bare, 0, whole, length - bare.length, bare.length);
    return Base64URL.encode(whole).toString();
  }
}
