package io.bartizan.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPathTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "/a?b=/c, /a",
    "/a/, /a/",
    "/caf%C3%A9/%61, /café/a",
    "/a+b, /a+b",
    "http://h/a?b, /a",
    "HTTPS://h:1, /",
    "http://h?/a, /",
    "*, *",
    "'', ''"
  })
  void of_targetThatIsReadInOneWay_isDecodedOnce(String target, String path) {
    assertEquals(path, CanonicalPath.of(target));
  }

  /** Only a rule that tolerates these spellings ever sees them. */
  @ParameterizedTest
  @CsvSource({
    "//a///b, /a/b",
    "/a;x=1/b;y, /a/b",
    "/a%2Fb, /a/b",
    "/a%5cb, /a/b",
    "/a%3Bx/b, /a/b",
    "/%25, /%",
    "/%4, /%4"
  })
  void of_targetThatARuleTolerates_isReadAsTheMostDangerous(String target, String path) {
    assertEquals(path, CanonicalPath.of(target));
  }
}
