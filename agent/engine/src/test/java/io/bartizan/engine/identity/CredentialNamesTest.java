package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.HashKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialNamesTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  /** {@code printf %s eyJ.a.b | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef}. */
  private static final String OPENSSL = "83d4861a112baf3a919f31a6c0efa099";

  @TempDir private Path folder;

  private HashKey key(String secret) throws Exception {
    Path file = folder.resolve("hash");
    Files.writeString(file, secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return HashKey.inFile(file);
  }

  private static TokenHash hash(String header, CredentialNames names) {
    byte[] octets = header.getBytes(StandardCharsets.ISO_8859_1);
    return TokenHash.of(octets, header.indexOf(' ') + 1, names);
  }

  @Test
  void name_underAKey_isTheHmacThatOthersGetAsWell() throws Exception {
    CredentialNames names = CredentialNames.of(key(SECRET + "\n"));
    TokenHash hash = hash("Bearer eyJ.a.b", names);
    assertEquals(OPENSSL, hash.toString());
    assertEquals(OPENSSL, hash.toString(), "also when the token itself is forgotten");
    assertEquals(OPENSSL, hash("eyJ.a.b", names).toString(), "wherever the token stood");
    assertNotEquals(OPENSSL, hash("eyJ.a.c", names).toString());
    assertNotEquals(OPENSSL, hash("eyJ.a.b", CredentialNames.of(key(SECRET + "x"))).toString());
  }

  @Test
  void name_withoutAKey_isOfThisProcessAlone() throws Exception {
    String own = hash("eyJ.a.b", CredentialNames.of(null)).toString();
    assertEquals(32, own.length());
    assertNotEquals(OPENSSL, own);
  }

  @Test
  void whatIsRemembered_isToldApartByTheProcessesKeyInAnyCase() throws Exception {
    TokenHash named = hash("eyJ.a.b", CredentialNames.of(key(SECRET)));
    assertEquals(hash("eyJ.a.b", CredentialNames.OF_THIS_PROCESS), named);
  }

  @Test
  void key_thatCannotBeUsed_isToldWithItsPlaceAndNotItself() throws Exception {
    refused(key("too short"), "fewer than 32 characters");
    refused(key(""), "it is empty");
    refused(HashKey.inFile(folder.resolve("absent")), "NoSuchFile");
    refused(HashKey.inVariable("BARTIZAN_NO_SUCH_VARIABLE"), "BARTIZAN_NO_SUCH_VARIABLE");
    HashKey open = key(SECRET);
    Files.setPosixFilePermissions(open.file(), PosixFilePermissions.fromString("rw-r--r--"));
    refused(open, "others may read it");
  }

  private static void refused(HashKey key, String why) {
    String said =
        String.valueOf(
            assertThrows(KeySetException.class, () -> CredentialNames.of(key)).getMessage());
    assertTrue(said.contains("BZ3008") && said.contains(why), said);
    assertTrue(!said.contains(SECRET) && !said.contains("too short"), said);
  }
}
