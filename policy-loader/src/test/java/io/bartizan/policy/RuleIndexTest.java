package io.bartizan.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleIndexTest {

  private static final String[] WORDS = {"a", "B", "admin", "x.do", "", "orders", "7"};
  private static final String[] PARTS = {"a", "B", "admin", "{id}", "*.do", "orders", "x.*"};
  private static final String[] HOSTS = {"h.example.com", "example.com", "other.org"};

  private static Rule rule(int order, Effect effect, String path, Set<String> hosts) {
    return new Rule(
        order,
        "r" + order,
        java.nio.file.Path.of("bartizan.yaml"),
        1,
        effect,
        Collections.emptySet(),
        hosts,
        Collections.emptySet(),
        List.of(PathPattern.parse(path)),
        Collections.emptyList(),
        Collections.emptyList(),
        Collections.emptyList(),
        Collections.emptySet(),
        LateAttributes.NONE,
        null,
        Validity.ALWAYS,
        Verbosity.STANDARD);
  }

  private static String pattern(Random random) {
    StringBuilder path = new StringBuilder();
    int depth = random.nextInt(4);
    for (int i = 0; i < depth; i++) {
      path.append('/').append(PARTS[random.nextInt(PARTS.length)]);
    }
    switch (random.nextInt(4)) {
      case 0:
        return path + "/**";
      case 1:
        return path + "/**/*.do";
      case 2:
        return path.length() == 0 ? "/" : path + "/";
      default:
        return path.length() == 0 ? "/" : path.toString();
    }
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    int depth = 1 + random.nextInt(5);
    for (int i = 0; i < depth; i++) {
      path.append('/').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return path.toString();
  }

  private static boolean hostFits(Rule rule, String host) {
    return rule.hosts().isEmpty()
        || rule.hosts().stream()
            .anyMatch(h -> h.startsWith("*.") ? host.endsWith(h.substring(1)) : h.equals(host));
  }

  @Test
  void index_agreesWithALookAtEveryRule() {
    Random random = new Random(20261124);
    for (int round = 0; round < 200; round++) {
      List<Rule> rules = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Set<String> hosts =
            random.nextInt(4) == 0 ? Set.of("*.example.com", "other.org") : Collections.emptySet();
        Effect effect = random.nextBoolean() ? Effect.ALLOW : Effect.DENY;
        rules.add(rule(i, effect, pattern(random), hosts));
      }
      RuleIndex index = new RuleIndex(rules);
      for (int i = 0; i < 100; i++) {
        String path = path(random);
        String host = HOSTS[random.nextInt(HOSTS.length)];
        List<Rule> allows = new ArrayList<>();
        List<Rule> denies = new ArrayList<>();
        for (Rule rule : rules) {
          PathPattern pattern = rule.paths().get(0);
          if (rule.effect() == Effect.ALLOW && hostFits(rule, host) && pattern.matches(path)) {
            allows.add(rule);
          }
          if (rule.effect() == Effect.DENY
              && hostFits(rule, host)
              && pattern.matchesAnyReading(path)) {
            denies.add(rule);
          }
        }
        assertEquals(
            names(allows), names(index.allows(host, path)), path + " of " + patterns(rules));
        assertEquals(
            names(denies), names(index.denies(host, path)), path + " of " + patterns(rules));
      }
    }
  }

  private static String names(List<Rule> rules) {
    StringBuilder names = new StringBuilder();
    rules.forEach(r -> names.append(r.name()).append(' '));
    return names.toString();
  }

  private static String patterns(List<Rule> rules) {
    StringBuilder names = new StringBuilder();
    rules.forEach(r -> names.append(r.name()).append('=').append(r.paths()).append(' '));
    return names.toString();
  }

  @Test
  void noHost_matchesNoAllowWithHostsAndEveryDeny() {
    RuleIndex index =
        new RuleIndex(
            List.of(
                rule(0, Effect.ALLOW, "/**", Set.of("a.org")),
                rule(1, Effect.DENY, "/**", Set.of("a.org"))));
    assertEquals(List.of(), index.allows(null, "/x"));
    assertEquals(1, index.denies(null, "/x").size());
  }

  @Test
  void names_universalPatternNamesNothing() {
    RuleIndex index =
        new RuleIndex(
            List.of(
                rule(0, Effect.ALLOW, "/**", Collections.emptySet()),
                rule(1, Effect.ALLOW, "/a/**", Collections.emptySet())));
    assertFalse(index.names("/b"));
    assertEquals(true, index.names("/a/x"));
  }
}
