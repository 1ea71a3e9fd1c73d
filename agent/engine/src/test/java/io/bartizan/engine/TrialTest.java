package io.bartizan.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.authorization.Fit;
import io.bartizan.policy.Effect;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicySource;
import io.bartizan.policy.trial.Given;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrialTest {

  private static final String HEAD =
      "version: 1\n"
          + "identity: {issuers: [{issuer: https://i.example, audience: [a], rolesClaim: r}]}\n"
          + "roles: {analyst: \"'m' in token.g\"}\n"
          + "rules:\n";

  private static Policy policy(String rules) {
    PolicySource source =
        PolicySource.of(
            Path.of("/p/bartizan.yaml"), (HEAD + rules).getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), source.problems());
    return source.policy();
  }

  private static Given.Builder given(String method, String target) {
    return new Given.Builder().method(method).target(target);
  }

  private static String judged(Trial trial, Given.Builder given) {
    Outcome outcome = trial.judge(given.build());
    return outcome.kind()
        + (outcome.status() == 0 ? "" : " " + outcome.status())
        + (outcome.rule() == null ? ": " + outcome.reason() : " by " + outcome.rule());
  }

  @Test
  void statedRequests_areJudgedAsRealOnesAre() {
    try (Trial trial =
        new Trial(
            policy(
                "  - {name: open, allow: {method: [GET], path: /open}, who: anyone}\n"
                    + "  - {name: orders, allow: {path: '/orders/{id}'}, who: [clerk]}\n"
                    + "  - {name: no, deny: {method: [DELETE], path: '/orders/**'}, who:"
                    + " [analyst]}\n"
                    + "  - {name: h, allow: {path: '/rs/**', handler: a.B#get}, who: anyone}\n"))) {
      Map<String, Object> clerk = Map.of("r", List.of("clerk"));
      assertEquals("PERMITTED by open", judged(trial, given("GET", "/open?x=1")));
      assertEquals("PERMITTED by open", judged(trial, given("HEAD", "/open")));
      assertEquals("REFUSED 401: no rule, no credential", judged(trial, given("GET", "/orders/7")));
      assertEquals(
          "REFUSED 403: no rule", judged(trial, given("GET", "/orders/7").claims(Map.of())));
      assertEquals("PERMITTED by orders", judged(trial, given("GET", "/orders/7").claims(clerk)));
      assertEquals("PERMITTED by orders", judged(trial, given("GET", "/orders/%37").claims(clerk)));
      assertEquals(
          "REFUSED 400: ambiguous path: dot segment",
          judged(trial, given("GET", "/orders/../orders/7").claims(clerk)));
      assertEquals(
          "REFUSED 401: credential: unknown issuer",
          judged(trial, given("GET", "/open").claims(Map.of("iss", "https://other.example"))));
      assertEquals(
          "REFUSED 401: credential: audience",
          judged(trial, given("GET", "/open").claims(Map.of("aud", "b"))));
      assertEquals(
          "REFUSED 403 by no",
          judged(
              trial,
              given("DELETE", "/orders/7")
                  .claims(Map.of("r", List.of("clerk"), "g", List.of("m")))));
      assertEquals(
          "REFUSED 403 by no",
          judged(trial, given("DELETE", "/orders/7").claims(clerk).roles(List.of("analyst"))));
      assertEquals("POSSIBLE: depends on the handler", judged(trial, given("GET", "/rs/a")));
      assertEquals("PERMITTED by h", judged(trial, given("GET", "/rs/a").handler("a.B#get")));
      assertEquals(
          "REFUSED 401: no rule allows this handler, no credential",
          judged(trial, given("GET", "/rs/a").handler("a.B#set")));
    }
  }

  /** What is explained must be what is decided, whatever rules and requests look like. */
  @Test
  void fits_saySameAsTheEngine() {
    Random random = new Random(20261126);
    int permitted = 0;
    int denied = 0;
    for (int i = 0; i < 300; i++) {
      try (Trial trial = new Trial(policy(rules(random)))) {
        for (int k = 0; k < 60; k++) {
          Given given = request(random);
          Outcome outcome = trial.judge(given);
          List<Fit> fits = trial.fits(given);
          if (fits.isEmpty()) {
            continue;
          }
          boolean allow = matches(fits, Effect.ALLOW);
          boolean deny = matches(fits, Effect.DENY);
          assertEquals(
              allow && !deny,
              outcome.kind() == Outcome.Kind.PERMITTED,
              () -> given + " " + given.claims() + ": " + outcome.reason());
          permitted += allow && !deny ? 1 : 0;
          denied += deny ? 1 : 0;
        }
      }
    }
    assertTrue(permitted > 200, "permitted: " + permitted);
    assertTrue(denied > 200, "denied: " + denied);
  }

  private static boolean matches(List<Fit> fits, Effect effect) {
    return fits.stream().anyMatch(fit -> fit.rule().effect() == effect && fit.matches());
  }

  private static String rules(Random random) {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      List<String> target = new ArrayList<>();
      if (random.nextBoolean()) {
        target.add("method: " + one(random, "GET", "[POST, PUT]", "DELETE", "HEAD", "'*'"));
      }
      if (random.nextInt(3) == 0) {
        target.add("host: " + one(random, "a.example", "'*.example'", "'*.a.example'"));
      }
      if (random.nextInt(4) == 0) {
        target.add("port: " + one(random, "80", "443"));
      }
      target.add("path: " + one(random, "/a", "'/a/'", "'/a/**'", "'/{x}'", "'/A/*b'", "'/**/*b'"));
      List<String> rest = new ArrayList<>();
      if (random.nextInt(3) == 0) {
        rest.add("from: " + one(random, "10.0.0.0/8", "127.0.0.1", "'::1'"));
      }
      if (random.nextInt(4) > 0) {
        rest.add("who: " + one(random, "anyone", "authenticated", "x", "analyst", "user:u"));
      }
      if (random.nextInt(4) == 0) {
        rest.add("except: " + one(random, "x", "user:u", "authenticated"));
      }
      String effect = random.nextInt(3) == 0 ? "deny" : "allow";
      if (effect.equals("allow") && random.nextInt(3) == 0) {
        rest.add("tolerate: " + one(random, "matrix", "emptySegment"));
      }
      rules.append("  - {").append(effect).append(": {").append(String.join(", ", target));
      rules.append("}").append(rest.isEmpty() ? "" : ", ").append(String.join(", ", rest));
      rules.append("}\n");
    }
    return rules.toString();
  }

  private static Given request(Random random) {
    Given.Builder given =
        given(
                one(random, "GET", "POST", "get", "DELETE", "HEAD"),
                one(random, "/a", "/a/", "/A", "/a/b", "/A/b", "/a//b", "/a;v=1/b", "/"))
            .host(one(random, null, "a.example", "x.a.example:443", "A.EXAMPLE"))
            .port(random.nextBoolean() ? 80 : 443)
            .address(one(random, "10.1.2.3", "127.0.0.1", "::1"));
    if (random.nextInt(3) > 0) {
      given.claims(
          one(
              random,
              Map.of("sub", "u"),
              Map.of("r", List.of("x")),
              Map.of("g", List.of("m"), "r", List.of("x"))));
    }
    return given.build();
  }

  @SafeVarargs
  private static <T> T one(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }

  @Test
  void aPolicyThatObserves_isTriedAsIfItEnforced() {
    try (Trial trial = new Trial(policy("  []\n").in(io.bartizan.policy.Mode.OBSERVE))) {
      assertEquals(Outcome.Kind.REFUSED, trial.judge(given("GET", "/").build()).kind());
      assertFalse(trial.judge(given("GET", "/").build()).status() == 0);
    }
  }
}
