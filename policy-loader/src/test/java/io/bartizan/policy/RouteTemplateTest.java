package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTemplateTest {

  @ParameterizedTest
  @CsvSource({
    "/rs/orders/{id}, /rs/orders/{}",
    "/rs/orders/{id: [0-9]+}, /rs/orders/{}",
    "'/rs/orders/{id: [0-9]{2,4}}/', /rs/orders/{}",
    "//rs//orders/, /rs/orders",
    "/rs/{a}-{b}.pdf, /rs/{}-{}.pdf",
    "/, /",
  })
  void normal_leavesOutWhatMakesNoDifference(String template, String expected) {
    assertEquals(expected, RouteTemplate.normal(template));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/{x: \\\\{}/secret", "/a/{x"})
  void normal_ofBracesThatDoNotPair_equalsNothing(String template) {
    assertEquals(template, RouteTemplate.normal(template));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "orders/{id}", "/orders/{id", "/orders/id}", "/orders/**"})
  void parse_whatIsNone_isRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> RouteTemplate.parse(text));
  }
}
