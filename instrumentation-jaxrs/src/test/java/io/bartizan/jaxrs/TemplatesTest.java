package io.bartizan.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {

  @Test
  void join_ofParts_hasSingleSlashesAndNoExpressions() {
    assertEquals(
        "/shop/rs/orders/{id}/lines",
        Templates.join("/shop/rs/", "/orders/", "{id: [0-9]{1,9}}", "/lines/"));
    assertEquals("/", Templates.join("/", ""));
    assertEquals("/a/{b}-{c}", Templates.join("a", "{b}-{c : .+}"));
  }

  @ParameterizedTest
  @CsvSource({
    "/rs/admin;v=1/secret, /rs/admin/secret",
    "/rs/admin/secret;v=1, /rs/admin/secret",
    "/rs/public;a=/../admin, /rs/public/../admin",
    "/rs/%61dmin, /rs/admin",
    "/rs/a%2Fb, /rs/a/b",
    "/rs/a%3Bb, /rs/a;b",
    "/rs/%zz, /rs/%zz",
    "/rs/%, /rs/%",
  })
  void resourcePath_isReadAsJaxRsReadsIt(String raw, String expected) {
    assertEquals(expected, ResourcePath.of(raw));
  }
}
