package io.bartizan.policy.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions in a policy: where they stand, what they may name, what is told of wrong ones. */
class ConditionsTest {

  private static final String HEAD = "version: 1\naudit: {file: stdout}\n";

  private static Policy load(String text) throws PolicyException {
    return PolicyLoader.parse(
        Path.of("/policies/bartizan.yaml"), (HEAD + text).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Problem> problems(String text) {
    return assertThrows(PolicyException.class, () -> load(text)).problems();
  }

  private static String rule(String when) {
    return "rules:\n  - allow: {path: '/customers/{customerId}'}\n    when: " + when + "\n";
  }

  /** Each text has the mark {@code ^} before the character that the message must point to. */
  private static void assertPointsToMark(String marked, String code) {
    String text = marked.replace("^", "");
    String before = (HEAD + marked).substring(0, (HEAD + marked).indexOf('^'));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
    List<Problem> problems = problems(text);
    assertEquals(1, problems.size(), problems.toString());
    Problem problem = problems.get(0);
    assertEquals(
        code + " " + line + ":" + column,
        problem.code() + " " + problem.line() + ":" + problem.column(),
        problem.toString());
  }

  @Test
  void when_ofADesignedPolicy_isCompiled() throws PolicyException {
    Policy policy =
        load(
            """
            roles:
              analyst: "'marketing' in token.groups"
            vars:
              isOwner: path.customerId == principal.id
            rules:
              - allow: {method: [POST], path: "/customers/{customerId}/refunds"}
                when: "'refund' in token.scopes && isOwner"
              - deny: {path: /**}
                when: handler == 'com.acme.Old#run'
            """);
    assertTrue(policy.conditional());
    assertFalse(policy.rules().get(0).decidedLate());
    assertTrue(policy.rules().get(1).decidedLate());
    assertTrue(policy.late());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token.sub == ^+ 1",
        "\"token.sub == ^+ 1\"",
        "'''a'' == ^+ token.sub'",
        "\"\\\"a\\\" == \\x61 +^\"",
        "\"'\\u00e9' == ^+ 'x'\"",
        "'''é😀'' == ^+ token.sub'",
        "|\n      token.sub\n        == 'a' &&\n      ^+ true",
        ">-\n      token.sub ==\n      'a' && ^+ true",
        "\"token.sub ==\n      'a' &&\n\n      ^+ true\"",
        "token.sub ==\n      'a' &&\n      ^+ true"
      })
  void syntaxError_ofAnyStyle_pointsToTheCharacter(String marked) {
    assertPointsToMark(rule(marked), "BZ1014");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "client.^adress == 'a'|BZ1040|did you mean 'address'?",
        "^clint.address == 'a'|BZ1040|did you mean 'client'?",
        "path.^customerID == 'a'|BZ1040|did you mean 'customerId'?",
        "token.sub.^startWith('a')|BZ1040|did you mean 'startsWith'?",
        "size(token.a) ^== 'a'|BZ1041|convert one: int(x), string(x), timestamp(x)",
        "^size(token.a)|BZ1041|",
        "^token|BZ1041|",
        "^client == 'a'|BZ1041|name one of its members: client.address",
        "request.headers ^== 'a'|BZ1041|",
        "client.address.inCidr(^'10.0.0.0/33')|BZ1043|",
        "client.address.inCidr(['10.0.0.0/8', ^'10.1.1.1/8'])|BZ1043|",
        "request.path.matches(^'(')|BZ1043|",
        "request.path.matches(^'(a{100}){100}')|BZ1043|",
        "request.path.matches(token.^p)|BZ1041|",
        "now < timestamp(^'2026-13-01T00:00:00Z')|BZ1043|",
        "now.weekday(^'Mars/Olympus') == 'MON'|BZ1043|",
        "now.timeBetween(^'8', '18:00')|BZ1043|"
      })
  void wrongCondition_isTold_atItsPlaceWithARemedy(String marked, String code, String hint) {
    assertPointsToMark(rule("\"" + marked + "\""), code);
    Problem problem = problems(rule("\"" + marked.replace("^", "") + "\"")).get(0);
    assertTrue(hint == null || hint.equals(problem.hint()), problem.toString());
  }

  @Test
  void variable_thatIsWrong_isToldWhereItStands_onceThoughUsed() {
    assertPointsToMark(
        "vars:\n  far: client.^adress == 'a'\n  too: far || far\n" + rule("far && too"), "BZ1040");
  }

  @Test
  void variable_thatAsksForAnothersPath_isToldOfTheVariableAndTheRule() {
    List<Problem> problems = problems("vars:\n  own: path.orderId == 'a'\n" + rule("own"));
    assertEquals("BZ1040", problems.get(0).code());
    assertEquals(4, problems.get(0).line());
    assertTrue(problems.get(0).message().contains("used at line 7"), problems.toString());
  }

  @Test
  void variables_inACircle_areRefused() {
    List<Problem> problems = problems("vars:\n  a: b && true\n  b: c\n  c: a\n" + rule("a"));
    assertEquals("BZ1044", problems.get(0).code());
    assertEquals(1, problems.size(), problems.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "size", "map", "in", "for", "int", "path", "a-b", "1a", "has"})
  void variable_namedLikeSomethingElse_isRefused(String name) {
    assertEquals(
        "BZ1016", problems("vars:\n  " + name + ": 'true'\n" + rule("true")).get(0).code());
  }

  @Test
  void variables_thatGrowByUse_areRefused_andFast() {
    StringBuilder vars = new StringBuilder("vars:\n  v0: token.a == token.b\n");
    for (int i = 1; i < 40; i++) {
      vars.append("  v" + i + ": v" + (i - 1) + " && v" + (i - 1) + "\n");
    }
    long began = System.nanoTime();
    assertEquals("BZ1042", problems(vars + rule("v39")).get(0).code());
    assertTrue(System.nanoTime() - began < 10_000_000_000L);
  }

  @Test
  void role_cannotAskForPathOrHandler() {
    for (String text : List.of("path.id == 'a'", "handler == 'a'")) {
      assertEquals("BZ1040", problems("roles:\n  r: " + text + "\nrules: []\n").get(0).code());
    }
  }

  @Test
  void routeVariable_isKnownWhereARuleNamesHandlers() throws PolicyException {
    Policy policy =
        load("rules:\n  - allow: {handler: com.acme.Orders#get}\n    when: path.id == token.sub\n");
    assertTrue(policy.rules().get(0).when().late());
    assertEquals(
        "BZ1040",
        problems("rules:\n  - allow: {path: /a}\n    when: path.id == token.sub\n").get(0).code());
  }
}
