package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/**, /, true",
    "/**, /a/b, true",
    "/a/**, /a, true",
    "/a/**, /a/, true",
    "/a/**, /a/b/c, true",
    "/a/**, /ab, false",
    "/a/**, /A/b, false",
    "/a, /a, true",
    "/a, /a/, false",
    "/a/, /a/, true",
    "/a/, /a, false",
    "/, /, true",
    "/, /a, false",
    "/o/{id}, /o/7, true",
    "/o/{id}, /o/, false",
    "/o/{id}, /o/7/x, false",
    "/o/{id}/x, /o/7/x, true",
    "/f/*.pdf, /f/a.pdf, true",
    "/f/*.pdf, /f/a.doc, false",
    "/f/*.pdf, /f/g/a.pdf, false",
    "/s/**/*.do, /s/a.do, true",
    "/s/**/*.do, /s/x/y/a.do, true",
    "/s/**/*.do, /s/a.doc, false",
    "/s/**/*.do, /t/a.do, false"
  })
  void matches_caseAndTrailingSlashCount(String pattern, String path, boolean matches) {
    assertEquals(matches, PathPattern.parse(pattern).matches(path));
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/**, /ADMIN/secret",
    "/admin/**, /admin",
    "/admin, /admin/",
    "/admin/, /admin",
    "/admin/**, /adm\u0131n/x",
    "/o/{id}, /o/7/",
    "/, /"
  })
  void matchesAnyReading_caseAndTrailingSlashDoNotCount(String pattern, String path) {
    assertTrue(PathPattern.parse(pattern).matchesAnyReading(path));
  }

  @ParameterizedTest
  @CsvSource({
    "/**, *.adm, true",
    "/**, /, true",
    "/admin/**, /admin/*, true",
    "/admin/**, /ADMIN/*, true",
    "/admin/**, /admin/x/*, true",
    "/admin/**, *.adm, false",
    "/admin/**, /admin, true",
    "/admin/*, /admin/*, false",
    "/admin, /admin/*, false",
    "/shop/**, /shop/, true",
    "/shop/admin/**, /shop/, false",
    "/**/*.adm, *.adm, true",
    "/x/**/*.adm, *.adm, false"
  })
  void covers_onlyWhatLiesInsideWholly(String pattern, String mapping, boolean covers) {
    assertEquals(covers, PathPattern.parse(pattern).covers(mapping));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "",
        "/a?b",
        "/a#b",
        "/a;b",
        "/a%20b",
        "/a//b",
        "/a/../b",
        "/a/**/b",
        "/a{id}",
        "/{}",
        "/{a b}",
        "/a\\b",
        "/a\u0001"
      })
  void parse_whatIsNoPattern_saysHowToMendIt(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> PathPattern.parse(text)).getMessage();
    assertTrue(message != null && message.length() > 10, message);
  }
}
