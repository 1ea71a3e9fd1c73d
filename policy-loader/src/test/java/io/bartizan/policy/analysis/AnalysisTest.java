package io.bartizan.policy.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.load.PolicySource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AnalysisTest {

  private static final String HEAD =
      "version: 1\n"
          + "identity: {issuers: [{issuer: https://i.example, audience: [a], rolesClaim: r}]}\n"
          + "rules:\n";

  private static PolicySource source(String text) {
    PolicySource source =
        PolicySource.of(Path.of("/p/bartizan.yaml"), text.getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), source.problems());
    return source;
  }

  /** Each finding as {@code CODE LINE:COLUMN}. */
  private static List<String> found(String rules) {
    return Analysis.of(source(HEAD + rules.stripIndent())).stream()
        .map(f -> f.check() + " " + f.place().line() + ":" + f.place().column())
        .toList();
  }

  private static String rule(String target, String rest) {
    return "  - {" + target + rest + "}\n";
  }

  @Test
  void aSoundPolicy_hasNoFindings() {
    assertEquals(
        List.of(),
        found(
            rule("allow: {method: [GET], path: /health}", ", who: anyone")
                + rule("allow: {method: [GET, POST], path: /orders}", ", who: [clerk]")
                + rule("allow: {method: [GET, PUT], path: '/orders/{id}'}", ", who: [clerk]")
                + rule("allow: {path: '/admin/**'}", ", who: [admin]")
                + rule("deny: {method: [PUT], path: '/orders/**'}", ", who: [trainee]")));
  }

  @Test
  void anExpiredRule_isWarnedOf_andShadowsNothing() {
    List<String> found =
        found(
            rule("allow: {path: '/a'}", ", who: anyone")
                + rule("deny: {path: '/a'}", ", expires: 2020-01-01T00:00:00Z")
                + rule("deny: {path: '/b'}", ", expires: 9999-01-01T00:00:00Z"));
    assertEquals(1, found.stream().filter(one -> one.startsWith("BZ1070")).count(), "" + found);
    assertEquals(0, found.stream().filter(one -> one.startsWith("BZ6002")).count(), "" + found);
  }

  @Test
  void aDenyList_hasNoFindings() {
    assertEquals(
        List.of(),
        found(
            rule("allow: {path: '/**'}", ", who: anyone")
                + rule("deny: {path: '/admin/**'}", ", except: [admin]")));
  }

  @Test
  void aRuleThatSparesAllWhomItIsFor_neverMatches() {
    assertEquals(
        List.of("BZ6001 4:55"),
        found(rule("allow: {path: /a}", ", who: [clerk, user:x], except: [authenticated]")));
  }

  @Test
  void peopleWithoutAnIssuer_neverMatch() {
    List<Finding> findings =
        Analysis.of(source("version: 1\nrules:\n  - {name: a, allow: {path: /a}, who: user:x}\n"));
    assertEquals("BZ6001", findings.get(0).check().name());
    assertEquals(1, findings.size());
    assertEquals(
        List.of(),
        Analysis.of(source("version: 1\nrules:\n  - {allow: {path: /a}, who: anyone}\n")));
  }

  @Test
  void anAllowInTheShadowOfADeny_isFound_unlessTheDenySparesSomebody() {
    String allow = rule("allow: {method: [GET], path: '/a/{x}'}", ", who: [clerk]");
    assertEquals(List.of("BZ6002 4:35"), found(allow + rule("deny: {path: '/A/**'}", "")));
    assertEquals(List.of(), found(allow + rule("deny: {path: '/a/**'}", ", except: [clerk]")));
    assertEquals(List.of(), found(allow + rule("deny: {path: '/a/**', host: h}", "")));
    assertEquals(List.of(), found(allow + rule("deny: {path: '/a/**'}", ", from: 10.0.0.0/8")));
    assertEquals(List.of(), found(allow + rule("deny: {method: [HEAD], path: '/a/**'}", "")));
  }

  @Test
  void everythingForEveryToken_isWiderThanItLooks_untilItIsWrittenOut() {
    assertEquals(List.of("BZ6003 4:20"), found(rule("allow: {path: '/**'}", "")));
    assertEquals(List.of("BZ6003 4:13"), found(rule("allow: {}", "")));
    assertEquals(List.of(), found(rule("allow: {path: '/**'}", ", who: authenticated")));
    assertEquals(List.of(), found(rule("allow: {path: '/a/**'}", "")));
    assertEquals(List.of(), found(rule("allow: {path: '/**', method: [GET]}", "")));
    assertEquals(List.of("BZ6003 4:33"), found(rule("allow: {path: '/**'}", ", who: anyone")));
  }

  @Test
  void aTemplateThatTakesInAnotherRulesPath_isFound_whereItIsForOthers() {
    String export = rule("allow: {path: /orders/export}", ", who: [admin]");
    String template = "allow: {path: '/orders/{id}'}";
    assertEquals(List.of("BZ6004 4:20"), found(export + rule(template, ", who: [clerk]")));
    assertEquals(List.of("BZ6005 4:20"), found(export + rule(template, ", who: [admin]")));
    assertEquals(
        List.of(),
        found(
            export
                + rule(template, ", who: [clerk]")
                + rule("deny: {path: /orders/export}", ", except: [admin]")));
    assertEquals(
        List.of(),
        found(
            rule("allow: {path: /orders/export, method: [POST]}", ", who: [admin]")
                + rule("allow: {path: '/orders/{id}', method: [GET]}", ", who: [clerk]")));
  }

  @Test
  void anAllowThatAnotherPermitsAll_isTooMuch_onceOfTwo() {
    String twice = rule("allow: {path: /a}", ", who: [clerk]");
    assertEquals(List.of("BZ6005 5:20"), found(twice + twice));
    assertEquals(
        List.of("BZ6005 4:20"),
        found(twice + rule("allow: {path: '/**'}", ", who: authenticated")));
  }

  @Test
  void aRoleThatLooksLikeASlip_isFound() {
    String rules =
        rule("allow: {path: /a}", ", who: [clerk]") + rule("allow: {path: /b}", ", who: [clerk]");
    assertEquals(
        List.of("BZ6006 6:31"), found(rules + rule("allow: {path: /c}", ", who: [clerc]")));
    assertEquals(List.of(), found(rules + rule("allow: {path: /c}", ", who: [admin]")));
  }

  @Test
  void aRoleThatNoRuleNames_isFound() {
    PolicySource source = source("version: 1\nroles:\n  a: \"'x' in token.g\"\nrules: []\n");
    List<Finding> findings = Analysis.of(source);
    assertEquals("BZ6006", findings.get(0).check().name());
    assertEquals(3, findings.get(0).place().line());
  }

  @Test
  void aDenyOfWhatNothingAllows_isNoted() {
    assertEquals(
        List.of("BZ6007 5:19"),
        found(
            rule("allow: {path: '/a/**'}", ", who: [clerk]")
                + rule("deny: {path: '/b/**'}", ", who: [clerk]")));
    assertEquals(
        List.of(),
        found(
            rule("allow: {path: '/a/**'}", ", who: [clerk]")
                + rule("deny: {path: '/A/x'}", ", who: [clerk]")));
  }

  @Test
  void whoCan_listsThoseWhomAnAllowMeans_andNoDenySurelyDoes() {
    PolicySource source =
        source(
            HEAD
                + rule("name: a, allow: {path: '/c/{x}'}", ", who: [clerk, admin, trainee]")
                + rule("name: b, allow: {path: '/c/**', host: h}", ", who: anyone")
                + rule("name: c, deny: {method: [DELETE], path: '/C/**'}", ", who: [trainee]")
                + rule("name: d, deny: {path: '/c/**'}", ", from: 10.0.0.0/8"));
    assertEquals(
        List.of("clerk by a [c, d]", "admin by a [c, d]", "anyone by b [c, d]"),
        reach(source, "DELETE"));
    assertTrue(reach(source, "GET").contains("trainee by a [d]"));
    assertEquals(List.of(), WhoCan.reach(source.policy(), "GET", "/other"));
  }

  private static List<String> reach(PolicySource source, String method) {
    return WhoCan.reach(source.policy(), method, "/c/7").stream()
        .map(
            one ->
                one.who().word()
                    + " by "
                    + one.rule().name()
                    + " "
                    + one.unless().stream().map(deny -> deny.name()).collect(Collectors.toList()))
        .toList();
  }

  @Test
  void aConditionThatAlwaysComesToTheSame_isTold() {
    assertEquals(
        List.of("BZ6013 4:60"),
        found(
            rule(
                "allow: {method: [GET], path: /a}",
                ", who: [clerk], when: \"token.a == 'x' && token.a == 'y'\"")));
    assertEquals(
        List.of("BZ6013 4:60"),
        found(rule("allow: {method: [GET], path: /a}", ", who: [clerk], when: '1 < 2'")));
    assertEquals(
        List.of(),
        found(rule("allow: {method: [GET], path: /a}", ", who: [clerk], when: token.a == 'x'")));
  }

  @Test
  void aHandlerThatIsNotThere_isTold_withOneThatIs() {
    KnownHandlers known = new KnownHandlers();
    known.add("com.acme.Orders#get");
    known.add("com.acme.Child", "com.acme.Base", java.util.Set.of("own"));
    known.add("com.acme.Base", null, java.util.Set.of("inherited"));
    known.add("com.acme.Far", "org.other.Base", java.util.Set.of());
    String[] there = {
      "com.acme.Orders#get",
      "com.acme.Orders",
      "com.acme.*",
      "com.**",
      "com.acme.Child#own",
      "com.acme.Child#inherited",
      "com.acme.Far#whatever",
    };
    for (String handler : there) {
      assertEquals(List.of(), unknown(known, handler), handler);
    }
    assertEquals(
        List.of("did you mean 'com.acme.Orders#get'?"), unknown(known, "com.acme.Order#get"));
    assertEquals(
        List.of("did you mean 'com.acme.Orders#get'?"), unknown(known, "com.acme.Orders#gte"));
    for (String absent : new String[] {"com.acme.Nothing", "org.**", "com.acme.Child#other"}) {
      assertEquals(1, unknown(known, absent).size(), absent);
    }
  }

  private static List<String> unknown(KnownHandlers known, String handler) {
    String rules = rule("allow: {handler: " + handler + "}", ", who: [clerk]");
    return Analysis.of(source(HEAD + rules), known).stream()
        .filter(f -> f.check() == Check.BZ6014)
        .map(Finding::hint)
        .toList();
  }
}
