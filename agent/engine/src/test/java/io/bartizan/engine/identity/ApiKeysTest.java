package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.ApiKeys;
import io.bartizan.policy.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir Path folder;
  private Path file;
  private String key;
  private Authenticator authenticator;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("api-keys.json");
    key = NewApiKey.add(file, "billing", List.of("reader"), NOW.plusSeconds(60)).text();
    authenticator = configured(new Authenticator(Clock.fixed(NOW, ZoneOffset.UTC)));
  }

  @AfterEach
  void end() {
    authenticator.close();
  }

  private Authenticator configured(Authenticator one) throws KeySetException {
    one.configure(
        new Identity.Builder().apiKeys(new ApiKeys(file.toString(), "X-API-Key")).build());
    return one;
  }

  private Identification sent(String... values) {
    return authenticator.identify(new Request("192.0.2.1", Map.of("X-API-Key", values)));
  }

  private void refused(int status, String reason, Identification identification) {
    assertNull(identification.principal());
    CredentialError error = identification.error();
    assertNotNull(error);
    assertEquals(status, error.status());
    assertEquals(reason, error.reason());
  }

  @Test
  void listedKey_isItsPrincipal_withItsRolesAndNoClaims() {
    Principal principal = sent(key).principal();
    assertNotNull(principal);
    assertEquals("billing", principal.id());
    assertEquals("api-keys", principal.issuer());
    assertEquals(Set.of("reader"), principal.roles());
    assertNull(principal.clientId());
    assertNull(principal.claims().text(List.of("sub")));
    assertEquals(NOW.getEpochSecond() + 60, principal.expiresAt());
    assertFalse(principal.tokenHash().isEmpty());
  }

  @Test
  void file_holdsNoKey_andNoPartOfOne() throws Exception {
    String text = Files.readString(file);
    assertFalse(text.contains(key.substring(17)), text);
    assertFalse(text.contains("bzk_"), text);
    assertTrue(text.contains("\"sha256\":\""), text);
  }

  @Test
  void anythingElse_isRefused() {
    String last = key.substring(0, key.length() - 1);
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=".toCharArray()) {
      if (!(last + c).equals(key)) {
        assertNull(sent(last + c).principal(), last + c);
      }
    }
    refused(401, "malformed API key", sent(""));
    refused(401, "malformed API key", sent(key + "A"));
    refused(401, "malformed API key", sent(key.toUpperCase(java.util.Locale.ROOT)));
    refused(401, "malformed API key", sent(" " + key));
    refused(401, "malformed API key", sent("\u00fc" + key.substring(1)));
    refused(401, "unknown API key", sent(ApiKey.draw()));
    String others = ApiKey.draw();
    refused(401, "unknown API key", sent(key.substring(0, 17) + others.substring(17)));
    refused(400, "more than one credential", sent(key, key));
    assertFalse(authenticator.identify(Request.with()).credentialPresent());
  }

  @Test
  void keyBesideAToken_isOneCredentialTooMany_whateverTheTokenIs() {
    for (String token : new String[] {"Bearer a.b.c", "Bearer x", "DPoP a.b.c"}) {
      Map<String, String[]> headers = new HashMap<>();
      headers.put("X-API-Key", new String[] {key});
      headers.put("Authorization", new String[] {token});
      refused(
          400,
          "more than one credential",
          authenticator.identify(new Request("192.0.2.1", headers)));
    }
  }

  @Test
  void afterItsTime_aKeyIsWorthNothing() throws Exception {
    try (Authenticator later =
        configured(new Authenticator(Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC)))) {
      Request request = new Request("192.0.2.1", Map.of("X-API-Key", new String[] {key}));
      refused(401, "expired", later.identify(request));
    }
  }

  @Test
  void changedFile_isInForce_aBrokenOneIsNot() throws Exception {
    String second = NewApiKey.add(file, "audit", List.of(), NOW.plusSeconds(60)).text();
    Eventually.holds("the new key", () -> sent(second).principal() != null);
    assertNotNull(sent(key).principal());
    put("{\"keys\": [{}]}");
    put("");
    Files.delete(file);
    put("{\"keys\": [");
    assertNotNull(sent(key).principal(), "the last good ones stay");
    put("{\"keys\": []}");
    Eventually.holds("none any more", () -> sent(second).principal() == null);
    refused(401, "unknown API key", sent(key));
  }

  private void put(String text) throws IOException {
    Path fresh = folder.resolve("fresh");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{'keys': {}}",
        "{'keys': [], 'more': 1}",
        "{'keys': ['x']}",
        "{'keys': [{'id':'abcdefghijkl','sha256':'HASH','principal':'a'}]}",
        "{'keys': [{'id':'abcdefghijkl','sha256':'HASH','principal':'a','expires':'2027'}]}",
        "{'keys': [{'id':'abcdefghijkl','sha256':'HASH','principal':'','expires':'TIME'}]}",
        "{'keys':"
            + " [{'id':'abcdefghijkl','sha256':'HASH','principal':'a\\u000ab','expires':'TIME'}]}",
        "{'keys': [{'id':'abcdefghijk','sha256':'HASH','principal':'a','expires':'TIME'}]}",
        "{'keys': [{'id':'abcdefghijkl','sha256':'00','principal':'a','expires':'TIME'}]}",
        "{'keys':"
            + " [{'id':'abcdefghijkl','sha256':'HASH','principal':'a','expires':'TIME','rols':[]}]}",
        "{'keys':"
            + " [{'id':'abcdefghijkl','sha256':'HASH','principal':'a','expires':'TIME','roles':'x'}]}",
        "{'keys': [GOOD, GOOD]}",
      })
  void fileThatIsNotWhatItMustBe_countsForNothing(String text) throws Exception {
    String good = "{'id':'abcdefghijkl','sha256':'HASH','principal':'a','expires':'TIME'}";
    put(
        text.replace("GOOD", good)
            .replace("HASH", "00".repeat(32))
            .replace("TIME", "2027-01-01T00:00:00Z")
            .replace('\'', '"'));
    try (Authenticator fresh = new Authenticator(Clock.systemUTC())) {
      KeySetException bad = assertThrows(KeySetException.class, () -> configured(fresh));
      assertTrue(String.valueOf(bad.getMessage()).contains("error BZ2004"), bad.getMessage());
    }
  }

  @Test
  void fileThatOthersMayWrite_isNotBelieved() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    try (Authenticator fresh = new Authenticator(Clock.systemUTC())) {
      KeySetException bad = assertThrows(KeySetException.class, () -> configured(fresh));
      assertTrue(String.valueOf(bad.getMessage()).contains("others may write"), bad.getMessage());
    }
  }

  @Test
  void keysDrawn_differ() {
    assertNotEquals(ApiKey.draw(), ApiKey.draw());
    assertEquals(60, ApiKey.draw().length());
  }
}
