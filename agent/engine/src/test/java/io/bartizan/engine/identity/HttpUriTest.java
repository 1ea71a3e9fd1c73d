package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUriTest {

  /** RFC 3986, 6.2.2 and 6.2.3. */
  @ParameterizedTest
  @CsvSource({
    "HTTP://Example.COM/a, http://example.com/a",
    "http://example.com, http://example.com/",
    "http://example.com:80/, http://example.com/",
    "https://example.com:443/, https://example.com/",
    "https://example.com:80/, https://example.com:80/",
    "https://e/%7Ea%2fb%2F, https://e/~a%2Fb%2F",
    "https://e/a?b=c#d, https://e/a",
    "https://[::1]:8443/a, https://[::1]:8443/a",
  })
  void of_text_hasOneSpelling(String text, String spelled) {
    assertEquals(spelled, HttpUri.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/a", "ftp://e/a", "https:///a", "https://u@e/a", "https://e/a b", "e/a"})
  void of_noHttpUri_isNull(String text) {
    assertNull(HttpUri.of(text));
  }

  @Test
  void of_parts() {
    assertEquals("http://h/a", HttpUri.of("http", "H:80", "/a?b"));
    assertEquals("http://h:8080/a", HttpUri.of("http", "h:8080", "/a"));
    assertEquals("https://h/a", HttpUri.of("https", "h", "https://H/a"));
    assertNull(HttpUri.of("http", null, "/a"));
    assertNull(HttpUri.of("http", "h", null));
    assertNull(HttpUri.of("http", "h", "*"));
    assertNull(HttpUri.of("http", "h/b", "/a"));
    assertNull(HttpUri.of("http", "u@h", "/a"));
  }
}
