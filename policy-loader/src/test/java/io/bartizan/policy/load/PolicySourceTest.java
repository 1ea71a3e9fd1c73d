package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Effect;
import io.bartizan.policy.trial.PolicyTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicySourceTest {

  private static PolicySource source(String text) {
    return PolicySource.of(Path.of("/p/bartizan.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String test) {
    return source("version: 1\nrules: []\ntests:\n  - " + test + "\n").problems().stream()
        .map(p -> p.code() + " " + p.line() + ":" + p.column())
        .toList();
  }

  @Test
  void aTest_isReadWhole() {
    PolicySource source =
        source(
            "version: 1\nrules: []\ntests:\n"
                + "  - name: t\n"
                + "    given: {method: PUT, path: '/a?b', host: h, port: 8080, address: 10.1.2.3,"
                + " headers: {X-A: b}, handler: a.B#c, route: '/a/{x}', token: {sub: alice,"
                + " age: 7, ok: true, none: null, text: '7', list: [a, 1.5], deep: {x: y}}}\n"
                + "    expect: {decision: deny, rule: r, status: 403}\n");
    assertEquals(List.of(), source.problems());
    PolicyTest test = source.tests().get(0);
    assertEquals("t", test.name());
    assertEquals(4, test.line());
    assertEquals(Effect.DENY, test.decision());
    assertEquals("r", test.rule());
    assertEquals(403, test.status());
    assertEquals("PUT /a?b", test.given().toString());
    assertEquals("h", test.given().host());
    assertEquals(8080, test.given().port());
    assertEquals("10.1.2.3", test.given().address());
    assertEquals(Map.of("X-A", "b"), test.given().headers());
    assertEquals("a.B#c", test.given().handler());
    assertEquals("/a/{x}", test.given().route());
    Map<String, Object> claims = test.given().claims();
    assertEquals("alice", claims.get("sub"));
    assertEquals(new BigDecimal("7"), claims.get("age"));
    assertEquals(true, claims.get("ok"));
    assertTrue(claims.containsKey("none"));
    assertNull(claims.get("none"));
    assertEquals("7", claims.get("text"));
    assertEquals(List.of("a", new BigDecimal("1.5")), claims.get("list"));
    assertEquals(Map.of("x", "y"), claims.get("deep"));
  }

  @Test
  void testsThatCannotBeRead_keepThePolicyFromLoading() {
    assertEquals(List.of("BZ1008 4:5"), problems("{given: {path: /a}}"), "nothing expected");
    assertEquals(
        List.of("BZ1008 4:33"), problems("{given: {path: /a}, expect: {}}"), "nothing expected");
    assertEquals(
        List.of("BZ1008 4:13"), problems("{given: {}, expect: {decision: deny}}"), "no path");
    assertEquals(
        List.of("BZ1010 4:44"), problems("{given: {path: /a}, expect: {decision: denied}}"));
    assertEquals(
        List.of("BZ1007 4:14"), problems("{given: {paht: /a, path: /a}, expect: {status: 403}}"));
    assertEquals(List.of("BZ1011 4:20"), problems("{given: {path: a}, expect: {status: 403}}"));
    assertEquals(
        List.of("BZ1012 4:33"),
        problems("{given: {path: /a, address: here}, expect: {status: 403}}"));
    assertEquals(List.of("BZ1010 4:42"), problems("{given: {path: /a}, expect: {status: 200}}"));
    assertEquals(
        List.of("BZ1009 4:31"),
        problems("{given: {path: /a, token: alice}, expect: {status: 401}}"));
  }

  @Test
  void places_areThoseOfTheParts_orOfTheLastThatIsThere() {
    PolicySource source =
        source("version: 1\nrules:\n  - name: a\n    allow: {path: [/a, /b]}\n    who: anyone\n");
    assertEquals("4:24", place(source.place("rules", 0, "allow", "path", 1)));
    assertEquals("5:10", place(source.place("rules", 0, "who", 0)), "a lone value is a list");
    assertEquals("3:5", place(source.place("rules", 0, "except", 3)));
    assertTrue(source.has("rules", 0, "who"));
    assertTrue(!source.has("rules", 0, "except"));
  }

  private static String place(Place place) {
    return place.line() + ":" + place.column();
  }
}
