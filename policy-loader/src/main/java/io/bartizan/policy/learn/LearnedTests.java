package io.bartizan.policy.learn;

import io.bartizan.policy.trial.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The tests of a learned policy: what was seen is permitted, and what is beside it is refused. */
final class LearnedTests {

  /** Methods that a test may try where no rule names them. */
  private static final List<String> METHODS =
      Collections.unmodifiableList(Arrays.asList("DELETE", "PUT", "POST", "PATCH", "GET"));

  private static final String PERMITS = " permits";
  private static final String UNSEEN = " needs its operation";

  private final Lesson lesson;
  private final @Nullable String rolesClaim;
  private final List<String> lines = new ArrayList<>();

  LearnedTests(Lesson lesson, @Nullable String rolesClaim) {
    this.lesson = lesson;
    this.rolesClaim = rolesClaim;
  }

  /** The names of the tests that must hold, whatever else: what was seen is permitted. */
  static Set<String> permitting(Lesson lesson) {
    Set<String> names = new TreeSet<>();
    lesson.rules.forEach(rule -> names.add(rule.name + PERMITS));
    return names;
  }

  /**
   * The lines below {@code tests:}; may be empty.
   *
   * @param without the names of tests to leave out
   */
  List<String> lines(Set<String> without) {
    for (LearnedRule rule : lesson.rules) {
      String who = rule.who.iterator().next();
      String method = rule.methods.iterator().next();
      test(
          without,
          rule.name + PERMITS,
          rule,
          method,
          who,
          "{decision: allow, rule: " + Word.yaml(rule.name) + "}");
      test(without, rule.name + " needs its method", rule, other(rule), who, "{decision: deny}");
      if (!rule.operations.isEmpty()) {
        test(without, rule.name + UNSEEN, rule, method, who, "{decision: deny}");
      }
      if (!rule.who.contains("anyone")) {
        test(
            without,
            rule.name + " needs a token",
            rule,
            method,
            "anyone",
            "{decision: deny, status: 401}");
        String stranger = stranger(rule);
        if (stranger != null) {
          test(
              without,
              rule.name + " is not for " + stranger,
              rule,
              method,
              stranger,
              "{decision: deny, status: 403}");
        }
      }
    }
    return lines;
  }

  private static String other(LearnedRule rule) {
    Set<String> used = new TreeSet<>();
    rule.node.uses.keySet().forEach(use -> used.add(use.action.method));
    return METHODS.stream().filter(method -> !used.contains(method)).findFirst().orElse("TRACE");
  }

  /** A role that stands in some rule, and not in this one. */
  private @Nullable String stranger(LearnedRule rule) {
    Set<String> roles = new TreeSet<>();
    lesson.rules.forEach(one -> roles.addAll(one.who));
    roles.removeAll(rule.who);
    roles.removeIf(
        who -> who.indexOf(':') >= 0 || who.equals("anyone") || who.equals("authenticated"));
    return rule.who.contains("authenticated") || roles.isEmpty() ? null : roles.iterator().next();
  }

  private void test(
      Set<String> without,
      String name,
      LearnedRule rule,
      String method,
      String who,
      String expected) {
    if (without.contains(name)) {
      return;
    }
    String token = token(who);
    String port = rule.ports.isEmpty() ? "" : ", port: " + rule.ports.iterator().next();
    lines.add("  - name: " + Word.yaml(name));
    lines.add(
        "    given: {method: "
            + Word.yaml(method)
            + ", host: "
            + Word.yaml(rule.hosts.iterator().next())
            + port
            + ", path: "
            + Word.yaml(Sent.path(rule.sample))
            + operation(rule, name.endsWith(UNSEEN))
            + (token.isEmpty() ? "" : ", token: " + token)
            + "}");
    lines.add("    expect: " + expected);
  }

  /** One that the rule is for, or one that nobody invoked there. */
  private static String operation(LearnedRule rule, boolean unseen) {
    if (rule.operations.isEmpty()) {
      return "";
    }
    String name = rule.operations.iterator().next();
    while (unseen && rule.node.invokes(name)) {
      name += "_";
    }
    return ", operation: " + Word.yaml(name);
  }

  /** The claims of somebody; empty for a request without a token. */
  private String token(String who) {
    int colon = who.indexOf(':');
    if (who.equals("anyone")) {
      return "";
    }
    if (who.equals("authenticated")) {
      return "{sub: somebody}";
    }
    if (colon > 0) {
      String claim = who.startsWith("client:") ? "client_id" : "sub";
      return "{" + claim + ": " + Word.yaml(who.substring(colon + 1)) + "}";
    }
    String[] names = (rolesClaim == null ? "roles" : rolesClaim).split("[.]");
    StringBuilder claims = new StringBuilder();
    for (String name : names) {
      claims.append('{').append(Word.yaml(name)).append(": ");
    }
    claims.append('[').append(Word.yaml(who)).append(']');
    for (int i = 0; i < names.length; i++) {
      claims.append('}');
    }
    return claims.toString();
  }
}
