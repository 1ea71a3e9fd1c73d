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
import java.time.Instant;
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

  @Test
  void operation_allowsOnlyWhatIsDispatched_andDeniesWhatIsUnknown() {
    try (Trial trial =
        new Trial(
            policy(
                "  - {name: read, allow: {path: /ws, operation: [get, list]}, who: anyone}\n"
                    + "  - name: write\n"
                    + "    allow: {path: /ws}\n"
                    + "    who: anyone\n"
                    + "    when: soap.operation.startsWith('put')\n"
                    + "  - {name: open, allow: {path: /old}, who: anyone}\n"
                    + "  - {name: no, deny: {path: /old, operation: close}}\n"
                    + "  - {name: h, deny: {path: /old}, when: soap.operation == 'end'}\n"))) {
      assertEquals("POSSIBLE: depends on the handler", judged(trial, given("POST", "/ws")));
      assertEquals("PERMITTED by read", judged(trial, given("POST", "/ws").operation("get")));
      assertEquals("PERMITTED by write", judged(trial, given("POST", "/ws").operation("putAll")));
      String refused = "REFUSED 401: no rule allows this handler, no credential";
      assertEquals(refused, judged(trial, given("POST", "/ws").operation("Get")));
      assertEquals(refused, judged(trial, given("POST", "/ws").operation("getAll")));
      // A handler of which no operation is known.
      assertEquals(refused, judged(trial, given("POST", "/ws").handler("a.B#service")));
      assertEquals("PERMITTED by open", judged(trial, given("POST", "/old").operation("go")));
      assertEquals("REFUSED 401 by no", judged(trial, given("POST", "/old").operation("close")));
      assertEquals("REFUSED 401 by h", judged(trial, given("POST", "/old").operation("end")));
      assertEquals("REFUSED 401 by no", judged(trial, given("POST", "/old").handler("a.B#x")));
    }
  }

  @Test
  void expiredRule_isAsIfItWereNotThere() {
    try (Trial trial =
        new Trial(
            policy(
                "  - name: emergency\n"
                    + "    allow: {path: /e}\n"
                    + "    who: anyone\n"
                    + "    expires: 2026-12-01T00:00:00+01:00\n"
                    + "  - {name: open, allow: {path: /o}, who: anyone}\n"
                    + "  - {name: shut, deny: {path: /o}, expires: 2026-12-02T00:00:00Z}\n"))) {
      Instant before = Instant.parse("2026-11-30T22:59:59.999Z");
      Instant at = Instant.parse("2026-11-30T23:00:00Z");
      Instant later = Instant.parse("2026-12-02T00:00:00Z");
      assertEquals("PERMITTED by emergency", judged(trial, given("GET", "/e").time(before)));
      assertEquals(
          "REFUSED 401: no rule, no credential", judged(trial, given("GET", "/e").time(at)));
      assertEquals("REFUSED 401 by shut", judged(trial, given("GET", "/o").time(at)));
      assertEquals("PERMITTED by open", judged(trial, given("GET", "/o").time(later)));
      // A clock that goes back finds what there was.
      assertEquals("PERMITTED by emergency", judged(trial, given("GET", "/e").time(before)));
      List<Fit> fits = trial.fits(given("GET", "/o").time(later).build());
      assertFalse(fits.get(2).matches(), "an expired deny does not match");
      assertEquals("expires", fits.get(2).failing().get(0).name());
    }
  }

  @Test
  void timeWindow_isOfTheStatedTime() {
    try (Trial trial =
        new Trial(
            policy(
                "  - name: office\n"
                    + "    allow: {path: /w}\n"
                    + "    who: anyone\n"
                    + "    when: now.getHours('UTC') >= 8 && now.getHours('UTC') < 17\n"))) {
      Instant day = Instant.parse("2026-11-30T08:00:00Z");
      Instant night = Instant.parse("2026-11-30T17:00:00Z");
      assertEquals("PERMITTED by office", judged(trial, given("GET", "/w").time(day)));
      assertEquals(
          "REFUSED 401: no rule, no credential", judged(trial, given("GET", "/w").time(night)));
    }
  }

  @Test
  void observedRule_bindsNothing() {
    try (Trial trial =
        new Trial(
            policy(
                "  - {name: open, allow: {path: /o}, who: anyone}\n"
                    + "  - {name: try, deny: {path: /o}, mode: observe}\n"
                    + "  - {name: wish, allow: {path: /w}, who: anyone, mode: observe}\n"))) {
      assertEquals("PERMITTED by open", judged(trial, given("GET", "/o")));
      assertEquals("REFUSED 401: no rule, no credential", judged(trial, given("GET", "/w")));
      assertFalse(trial.fits(given("GET", "/o").build()).get(1).matches());
    }
  }

  @Test
  void inheritedRole_isHeldByWhoeverHasOneAboveIt() {
    String roles =
        "roles:\n"
            + "  analyst: \"'m' in token.g\"\n"
            + "  teller: \"'t' in token.g\"\n"
            + "  manager: {when: \"'c' in token.g\", inherits: [teller]}\n"
            + "  director: {inherits: manager}\n";
    String rules =
        "rules:\n"
            + "  - {name: till, allow: {path: /till}, who: [teller]}\n"
            + "  - {name: safe, allow: {path: /safe}, who: [manager]}\n"
            + "  - {name: night, deny: {path: /till/night}, except: [manager]}\n"
            + "  - {name: night-too, allow: {path: /till/night}, who: [teller]}\n";
    String head = HEAD.substring(0, HEAD.indexOf("roles:"));
    PolicySource source =
        PolicySource.of(
            Path.of("/p/bartizan.yaml"), (head + roles + rules).getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), source.problems());
    try (Trial trial = new Trial(source.policy())) {
      Map<String, Object> teller = Map.of("g", List.of("t"));
      Map<String, Object> manager = Map.of("g", List.of("c"));
      Map<String, Object> director = Map.of("r", List.of("director"));
      assertEquals("PERMITTED by till", judged(trial, given("GET", "/till").claims(teller)));
      assertEquals("PERMITTED by till", judged(trial, given("GET", "/till").claims(manager)));
      assertEquals("PERMITTED by till", judged(trial, given("GET", "/till").claims(director)));
      assertEquals("PERMITTED by safe", judged(trial, given("GET", "/safe").claims(director)));
      assertEquals("REFUSED 403: no rule", judged(trial, given("GET", "/safe").claims(teller)));
      assertEquals(
          "REFUSED 403 by night", judged(trial, given("GET", "/till/night").claims(teller)));
      assertEquals(
          "PERMITTED by night-too", judged(trial, given("GET", "/till/night").claims(director)));
      assertEquals(
          "REFUSED 403: no rule",
          judged(trial, given("GET", "/till").claims(Map.of("g", List.of("m")))));
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
