package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerPatternTest {

  @ParameterizedTest
  @CsvSource({
    "com.acme.Orders#get, com.acme.Orders#get, true",
    "com.acme.Orders#get, com.acme.Orders#getAll, false",
    "com.acme.Orders#get, com.acme.OrdersAdmin#get, false",
    "com.acme.Orders, com.acme.Orders#delete, true",
    "com.acme.Orders#*, com.acme.Orders#delete, true",
    "com.acme.Orders, com.acme.Orders$Items#get, false",
    "com.acme.Orders$Items, com.acme.Orders$Items#get, true",
    "com.acme.*, com.acme.Orders#get, true",
    "com.acme.*, com.acme.shop.Orders#get, false",
    "com.acme.*, com.acmeother.Orders#get, false",
    "com.acme.**, com.acme.shop.Orders#get, true",
    "com.acme.**, com.acmeother.Orders#get, false",
    "com.acme.**#get, com.acme.shop.Orders#get, true",
    "com.acme.**#get, com.acme.shop.Orders#put, false",
    "Orders, Orders#get, true",
    "com.acme.Orders, com.acme.Orders, false",
  })
  void matches_byClassPackageAndMethod(String pattern, String handler, boolean expected) {
    assertEquals(expected, HandlerPattern.parse(pattern).matches(handler));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#get",
        "com..acme",
        "com.acme.",
        ".*",
        "*",
        "**",
        "com.acme.Ord*",
        "a#b#c",
        "com.acme.Orders#",
        "com.acme.Orders#get*",
        "com acme.Orders",
        "com/acme/Orders"
      })
  void parse_whatIsNone_isRefusedWithAnExample(String text) {
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> HandlerPattern.parse(text));
    assertEquals(true, String.valueOf(refused.getMessage()).contains("com.acme.Orders#get"));
  }

  @Test
  void lateAttributes_denyHoldsForAnyName_allowForTheFirst() {
    LateAttributes late =
        new LateAttributes(
            java.util.List.of(HandlerPattern.parse("com.acme.Base")),
            java.util.Set.of(),
            java.util.Set.of());
    String[] names = {"com.acme.Orders#get", "com.acme.Base#get"};
    assertEquals(false, late.hold(names, null, null, false));
    assertEquals(true, late.hold(names, null, null, true));
    assertEquals(false, late.hold(null, null, null, true));
  }

  @Test
  void lateAttributes_handlerAndRoute_mustBothHold() {
    LateAttributes late =
        new LateAttributes(
            java.util.List.of(HandlerPattern.parse("com.acme.*")),
            java.util.Set.of(RouteTemplate.parse("/rs/orders/{id}")),
            java.util.Set.of());
    String[] names = {"com.acme.Orders#get"};
    assertEquals(true, late.hold(names, RouteTemplate.normal("/rs/orders/{order}"), null, false));
    assertEquals(false, late.hold(names, "/rs/orders", null, false));
    assertEquals(false, late.hold(names, null, null, false));
    assertEquals(
        false, late.hold(new String[] {"org.acme.Orders#get"}, "/rs/orders/{}", null, false));
  }

  @Test
  void lateAttributes_unknownOperation_isDeniedAndNotAllowed() {
    LateAttributes late =
        new LateAttributes(
            java.util.List.of(), java.util.Set.of(), java.util.Set.of("transfer", "close"));
    assertEquals(true, late.hold(null, null, "transfer", false));
    assertEquals(false, late.hold(null, null, "Transfer", false));
    assertEquals(false, late.hold(null, null, null, false));
    assertEquals(true, late.hold(null, null, null, true));
    assertEquals(false, late.hold(null, null, "balance", true));
  }
}
