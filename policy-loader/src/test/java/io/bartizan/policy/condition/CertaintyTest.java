package io.bartizan.policy.condition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertaintyTest {

  private static final Map<String, String> VARS =
      Map.of("isX", "token.a == 'x'", "both", "isX && token.a == 'y'", "yes", "1 < 2");

  private static Boolean certain(String text) throws Exception {
    return Condition.compile(text, Scope.rule(VARS, Set.of("id"), false)).certain();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "false",
        "1 > 2",
        "'a' in ['b', 'c']",
        "token.a == 'x' && token.a == 'y'",
        "token.a == 'x' && request.method == 'GET' && token.a == 'y'",
        "token.a == 'x' && token.a != 'x'",
        "token.a == 'x' && !(token.a == 'x')",
        "'x' == token.a && token.a == 'y'",
        "token.a && !token.a",
        "!(token.a || !token.a)",
        "path.id == '1' && path['id'] == '1' && false",
        "port > 5 && port < 3",
        "port > 5 && port <= 5",
        "5 < port && port == 4",
        "port == 80 && port == 443",
        "both",
        "isX && !isX",
        "!(token.a != 'x' || token.a != 'y')",
        "request.method == 'GET' && (request.method == 'PUT' && token.a == 'x')",
      })
  void whatExcludesItself_neverHolds(String text) throws Exception {
    assertEquals(false, certain(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "!false",
        "yes",
        "size('abc') == 3",
        "token.a != 'x' || token.a != 'y'",
        "token.a == 'x' || !(token.a == 'x')",
        "token.a == 'x' || true",
        "port > 3 || port < 5",
        "!(token.a == 'x' && token.a == 'y')",
      })
  void whatLeavesNothingOut_alwaysHolds(String text) throws Exception {
    assertEquals(true, certain(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token.a == 'x'",
        "token.a == 'x' && token.b == 'y'",
        "token.a == 'x' || token.a == 'y'",
        "token.a != 'x' && token.a != 'y'",
        "token.a > 5 && token.a < 6",
        "port >= 5 && port <= 5",
        "port > 3 || port < 2",
        "isX || token.a == 'y'",
        "token.a == 1 && token.b == 2",
        "token.list.exists(x, x == 'a') && token.list.exists(x, x == 'b')",
        "token.a == 'x' ? token.a == 'y' : true",
      })
  void whatDepends_isNotCertain(String text) throws Exception {
    assertEquals(null, certain(text));
  }

  @Test
  void aLongChain_isTakenInItsStride() throws Exception {
    StringBuilder text = new StringBuilder("token.a == 'x'");
    for (int i = 0; i < 400; i++) {
      text.append(" || token.a == 'y").append(i % 9).append("'");
    }
    assertEquals(null, certain(text.toString()));
  }
}
