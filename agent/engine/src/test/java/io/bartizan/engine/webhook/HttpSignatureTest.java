package io.bartizan.engine.webhook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.impl.ECDSA;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9421, appendix B, and RFC 9530, appendix D: their keys, messages and results. */
class HttpSignatureTest {

  private static final String DATE = "Tue, 20 Apr 2021 02:07:55 GMT";
  private static final String CREATED = ";created=1618884473;keyid=\"";

  /** B.1.5. */
  private static final String SHARED =
      "{\"kty\":\"oct\",\"kid\":\"test-shared-secret\",\"k\":"
          + "\"uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ\"}";

  /** B.1.4. */
  private static final String ED25519 =
      "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"test-key-ed25519\","
          + "\"d\":\"n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU\","
          + "\"x\":\"JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs\"}";

  /** B.1.3. */
  private static final String P256 =
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"test-key-ecc-p256\","
          + "\"d\":\"UpuF81l-kOxbjf7T4mNSv0r5tN67Gim7rnf6EFpcYDs\","
          + "\"x\":\"qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA\","
          + "\"y\":\"Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0\"}";

  private static final String P256_PUBLIC =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM"
          + "4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==";

  private static String signed(MessageKey key, SignatureBase base) throws Exception {
    byte[] octets = base.octets(CREATED + key.id() + '"');
    return Base64.getEncoder().encodeToString(key.sign(octets));
  }

  @Test
  void hmacSha256_isThatOfB25() throws Exception {
    MessageKey key = MessageKey.of(SHARED);
    assertEquals("hmac-sha256", key.algorithm());
    SignatureBase base =
        new SignatureBase()
            .cover("date", DATE)
            .cover("@authority", "example.com")
            .cover("content-type", "application/json");
    assertEquals("pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=", signed(key, base));
    assertEquals(
        "(\"date\" \"@authority\""
            + " \"content-type\");created=1618884473;keyid=\"test-shared-secret\"",
        base.input(CREATED + "test-shared-secret\""));
  }

  @Test
  void ed25519_isThatOfB26() throws Exception {
    MessageKey key = MessageKey.of(ED25519);
    assertEquals("ed25519", key.algorithm());
    SignatureBase base =
        new SignatureBase()
            .cover("date", DATE)
            .cover("@method", "POST")
            .cover("@path", "/foo")
            .cover("@authority", "example.com")
            .cover("content-type", "application/json")
            .cover("content-length", "18");
    assertEquals(
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==",
        signed(key, base));
  }

  /** ECDSA signs differently each time: the result of B.2.4 and ours must both verify. */
  @Test
  void ecdsaP256_verifiesLikeThatOfB24() throws Exception {
    MessageKey key = MessageKey.of(P256);
    assertEquals("ecdsa-p256-sha256", key.algorithm());
    byte[] octets =
        new SignatureBase()
            .cover("@status", "200")
            .cover("content-type", "application/json")
            .cover(
                "content-digest",
                "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rj"
                    + "Juahq4l5aGgfLQ==:")
            .cover("content-length", "23")
            .octets(CREATED + key.id() + '"');
    String theirs =
        "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==";
    assertTrue(verifies(octets, Base64.getDecoder().decode(theirs)));
    byte[] ours = key.sign(octets);
    assertEquals(64, ours.length);
    assertTrue(verifies(octets, ours));
    octets[1]++;
    assertTrue(!verifies(octets, ours), "another message has another signature");
  }

  private static boolean verifies(byte[] octets, byte[] signature) throws Exception {
    PublicKey key =
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(P256_PUBLIC)));
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(key);
    verifier.update(octets);
    return verifier.verify(ECDSA.transcodeSignatureToDER(signature));
  }

  /** RFC 9530, B.1 has this body, with a line feed, and its digest. */
  @Test
  void contentDigest_isThatOfRfc9530() throws Exception {
    byte[] body = "{\"hello\": \"world\"}\n".getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        HttpMessageSigner.contentDigest(body));
  }

  @Test
  void key_withoutId_isNamedByItsThumbprint() throws Exception {
    // RFC 8037, A.3.
    String key =
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\","
            + "\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
    assertEquals("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k", MessageKey.of(key).id());
    byte[] once = MessageKey.of(key).sign(new byte[] {1});
    assertArrayEquals(once, MessageKey.of(key).sign(new byte[] {1}), "Ed25519 has no chance in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret",
        "{}",
        "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"AAAA\","
            + "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
        "{\"kty\":\"oct\",\"kid\":\"a\\\"b\","
            + "\"k\":\"uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtb\"}"
      })
  void key_thatCantSign_saysWhy(String json) {
    GeneralSecurityException bad =
        assertThrows(GeneralSecurityException.class, () -> MessageKey.of(json));
    assertTrue(
        String.valueOf(bad.getMessage()).startsWith("it")
            || json.contains("oct")
            || json.contains("AAAA"),
        bad.getMessage());
  }
}
