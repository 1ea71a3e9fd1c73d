package io.bartizan.engine.authorization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "/a%2Fb?x=/c, /a/b",
    "//a///b, /a/b",
    "/a;v=1/b;w=2, /a/b",
    "/a%5cb, /a/b",
    "/a/..%2fb, /b",
    "/../../b, /b",
    "/a/%3bx/b, /a/b",
    "/a/./b/., /a/b",
    "/, /"
  })
  void target_readAsDangerouslyAsAnyContainerCould(String raw, String reading) {
    assertEquals(reading, Canonical.target(raw));
  }
}
