package io.bartizan.engine.authorization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Tolerance;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirewallTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "/a/b.c/d-e_f~g",
        "/a:b@c",
        "/a+b",
        "/a%20b",
        "/caf%C3%A9",
        "/%F0%9F%98%80",
        "/100%25",
        "/100%25/x",
        "/a?b=%2F..%2f;x//y",
        "/a;jsessionid=0A1b.node-1",
        "/.well-known/x",
        "/a..b/c",
        "*"
      })
  void inspect_whatEveryReaderReadsAlike_isClean(String target) {
    assertTrue(Firewall.inspect(target, "h").clean(), target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../b",
        "/a/./b",
        "/a/..",
        "/a/...",
        "/%2e%2e/b",
        "/a/.%2E/b",
        "/a/..;x/b",
        "/a/..;jsessionid=1/b",
        "/a%252fb",
        "/%2561",
        "/%25%36%31",
        "/a%25u0061",
        "/a%u0061",
        "/a%",
        "/a%2",
        "/a%zz",
        "/a%00",
        "/a%0a",
        "/a%7f",
        "/%c0%af",
        "/%c1%a1",
        "/%e0%80%af",
        "/%f0%80%80%ae",
        "/%ed%a0%80",
        "/%f5%80%80%80",
        "/%c2%85",
        "/%e9",
        "/a\\b",
        "/a#b",
        "/a\u00e9",
        "/a\u007f",
        "a",
        "ftp://h/a",
        "http:a",
        "http://other/a",
        "http://u:p@h/a",
        "@h/a"
      })
  void inspect_whatReadersCouldReadInTwoWays_isAFaultThatNoRuleTolerates(String target) {
    Ambiguity found = Firewall.inspect(target, "h");
    assertNotNull(found.fault(), target);
    assertFalse(found.within(EnumSet.allOf(Tolerance.class)), target);
  }

  @ParameterizedTest
  @CsvSource({
    "/a%2fb, ENCODED_SLASH",
    "/a%5Cb, ENCODED_SLASH",
    "/a;v=1/b, MATRIX",
    "/a;jsessionid=1/b, MATRIX",
    "/a%3bv, MATRIX",
    "//a, EMPTY_SEGMENT",
    "/a//b, EMPTY_SEGMENT"
  })
  void inspect_spellingsOfLegacyApplications_needTheOneTolerance(String target, Tolerance needed) {
    Ambiguity found = Firewall.inspect(target, "h");
    assertFalse(found.clean());
    assertTrue(found.within(EnumSet.of(needed)));
    assertFalse(found.within(EnumSet.complementOf(EnumSet.of(needed))));
  }

  @Test
  void inspect_absoluteFormOfTheSameHost_isClean() {
    assertTrue(Firewall.inspect("http://h:80/a?b", "H:80").clean());
  }

  @Test
  void inspect_absoluteFormWithoutHost_isAFault() {
    assertNotNull(Firewall.inspect("http://h/a", null).fault());
  }

  @Test
  void inspect_targetOverTheBound_isAFault() {
    String target = "/" + "a".repeat(Firewall.MAX_TARGET);
    assertEquals("target too long", Firewall.inspect(target, null).fault());
  }

  /** The short way for common paths must say nothing that the long way would not. */
  @Test
  void inspect_commonPaths_areReadAsCloselyAsOthers() {
    char[] alphabet = "/aZ9-._~?%2;\\#\u007f\u00e9 :".toCharArray();
    int clean = 0;
    for (int length = 0; length <= 4; length++) {
      int[] digits = new int[length];
      for (boolean more = true; more; more = next(digits, alphabet.length)) {
        StringBuilder path = new StringBuilder("/");
        for (int digit : digits) {
          path.append(alphabet[digit]);
        }
        Ambiguity whole = Firewall.inspect(path.toString(), "h");
        Ambiguity closely = Firewall.inspectClosely(path.toString(), true);
        assertEquals(closely.toString(), whole.toString(), path.toString());
        assertEquals(closely.clean(), whole.clean(), path.toString());
        clean += whole.clean() ? 1 : 0;
      }
    }
    assertTrue(clean > 10_000, "clean ones: " + clean);
  }

  private static boolean next(int[] digits, int base) {
    for (int i = 0; i < digits.length; i++) {
      if (++digits[i] < base) {
        return true;
      }
      digits[i] = 0;
    }
    return false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%3fb", "/a%3F/b", "/a/%23", "/a;jsessionid=1", "http://h?/a"})
  void inspect_pathThatNoContainerMaps_isAmbiguous(String target) {
    assertTrue(Firewall.inspect(target, "h", true).clean(), target);
    assertFalse(Firewall.inspect(target, "h", false).clean(), target);
  }
}
