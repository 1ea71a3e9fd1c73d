package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.StatusList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusListReaderTest {

  private static StatusList load(String section) throws PolicyException {
    return load(section, "");
  }

  private static StatusList load(String section, String more) throws PolicyException {
    String text =
        "version: 1\nrules: []\nidentity:\n  issuers:\n"
            + "    - {issuer: I, audience: a, jwks: k, statusList: {"
            + section
            + "}"
            + more
            + "}\n";
    return PolicyLoader.parse(Path.of("/p/bartizan.yaml"), text.getBytes(StandardCharsets.UTF_8))
        .identity()
        .issuers()
        .get(0)
        .statusList();
  }

  @Test
  void statusList_hasDefaults() throws Exception {
    StatusList lists = load("uri: https://i/1");
    assertNotNull(lists);
    assertEquals(List.of("https://i/1"), lists.uris());
    assertFalse(lists.required());
    assertEquals(60, lists.refreshSeconds());
    assertNull(lists.jwks());
    assertEquals(1 << 20, lists.maxBytes());
    assertEquals(16, lists.maxLists());
  }

  @Test
  void statusList_hasAllOfIts() throws Exception {
    StatusList lists =
        load(
            "uri: [https://i/1, https://i/lists/*], required: true, refresh: 1h, jwks: s.json,"
                + " maxBytes: 16777216, maxLists: 2");
    assertNotNull(lists);
    assertEquals(List.of("https://i/1", "https://i/lists/*"), lists.uris());
    assertTrue(lists.required());
    assertEquals(3600, lists.refreshSeconds());
    assertEquals("/p/s.json", lists.jwks());
    assertEquals(1 << 24, lists.maxBytes());
    assertEquals(2, lists.maxLists());
    assertEquals(300, load("uri: https://i/1, refresh: 5m, required: false").refreshSeconds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required: true|BZ1008",
        "uri: http://i/1|BZ1045",
        "uri: file:///etc/passwd|BZ1045",
        "uri: https://u@i/1|BZ1045",
        "uri: https://i/*/1|BZ1045",
        "uri: https://*/1|BZ1045",
        "uri: 'https://i/1#x'|BZ1045",
        "uri: 'https://i/?q=/*'|BZ1045",
        "uri: [https://i/1, 1]|BZ1045",
        "uri: []|BZ1009",
        "uri: https://i/1, required: yes|BZ1010",
        "uri: https://i/1, refresh: 4s|BZ1046",
        "uri: https://i/1, refresh: 3601s|BZ1046",
        "uri: https://i/1, refresh: 2h|BZ1046",
        "uri: https://i/1, refresh: 60|BZ1046",
        "uri: https://i/1, refresh: 500ms|BZ1046",
        "uri: https://i/1, jwks: 'http://i/k'|BZ1010",
        "uri: https://i/1, maxBytes: 1023|BZ1010",
        "uri: https://i/1, maxBytes: 16777217|BZ1010",
        "uri: https://i/1, maxLists: 0|BZ1010",
        "uri: https://i/1, maxLists: 257|BZ1010",
        "uri: https://i/1, maxLists: 256, maxBytes: 2000000|BZ1010",
        "uri: [https://i/1, https://i/2], maxLists: 1|BZ1010",
        "uris: https://i/1|BZ1007",
      })
  void listsThatAreNone_areTold(String section, String code) {
    PolicyException told = assertThrows(PolicyException.class, () -> load(section));
    assertEquals(code, told.problems().get(0).code(), told.getMessage());
  }

  @Test
  void listsOfAnIssuerThatIsAskedAnyway_areTold() {
    String asked = ", introspection: {url: https://i/q, clientId: c, clientSecret: s, tokens: all}";
    PolicyException told =
        assertThrows(PolicyException.class, () -> load("uri: https://i/1", asked));
    assertEquals("BZ1045", told.problems().get(0).code(), told.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "https://i/1, true",
    "https://i/11, false",
    "https://i/, false",
    "https://i/lists/1, true",
    "https://i/lists/a/b-c_d~e.f, true",
    "https://i/lists/, false",
    "https://i/lists/*, false",
    "https://i/lists/.., false",
    "https://i/lists/../1, false",
    "https://i/lists/a/../../b, false",
    "https://i/lists/.hidden, false",
    "https://i/lists/a//b, false",
    "https://i/lists/%2e%2e/1, false",
    "https://i/lists/1?a=b, false",
    "https://i/lists/1#a, false",
    "https://i/lists/1/, false",
    "https://i.evil.example/lists/1, false",
    "https://i@evil.example/lists/1, false",
    "HTTPS://i/lists/1, false",
    "http://i/lists/1, false",
  })
  void allows_whatStandsThere_andNothingElse(String uri, boolean allowed) throws Exception {
    StatusList lists = load("uri: [https://i/1, https://i/lists/*]");
    assertNotNull(lists);
    assertEquals(allowed, lists.allows(uri), uri);
  }
}
