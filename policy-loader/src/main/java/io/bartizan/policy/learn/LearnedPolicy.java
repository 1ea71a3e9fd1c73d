package io.bartizan.policy.learn;

import io.bartizan.policy.trial.Sent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The text of a learned policy: what it takes over, the rules with their evidence, and tests. */
public final class LearnedPolicy {

  /** Methods that a test may try where no rule names them. */
  private static final List<String> METHODS =
      Collections.unmodifiableList(Arrays.asList("DELETE", "PUT", "POST", "PATCH", "GET"));

  private final Lesson lesson;
  private final String kept;
  private final @Nullable String rolesClaim;
  private final List<String> lines = new ArrayList<>();

  /**
   * A policy.
   *
   * @param kept what is taken over of another policy, whole sections with their lines; may be empty
   * @param rolesClaim where tokens list roles, a path with dots; null if nowhere
   */
  public LearnedPolicy(Lesson lesson, String kept, @Nullable String rolesClaim) {
    this.lesson = lesson;
    this.kept = kept;
    this.rolesClaim = rolesClaim;
  }

  /**
   * The text.
   *
   * @param from what it was learned from, in words
   * @param without the names of tests to leave out
   */
  public String text(String from, Set<String> without) {
    lines.clear();
    lines.add("# Learned from " + Word.comment(from) + ",");
    lines.add(
        "# "
            + Word.count(lesson.learned, "request", "requests")
            + ", "
            + lesson.days()
            + ". Read every rule: it permits what was seen, and whatever");
    lines.add("# was seen by mistake. REVIEW marks thin evidence.");
    if (kept.isEmpty()) {
      lines.add("version: 1");
    } else {
      lines.addAll(Arrays.asList(kept.split("\n", -1)));
      while (lines.get(lines.size() - 1).isEmpty()) {
        lines.remove(lines.size() - 1);
      }
    }
    lines.add("mode: enforce");
    lines.add("");
    lines.add(lesson.rules.isEmpty() ? "rules: []" : "rules:");
    lesson.rules.forEach(this::rule);
    if (!lesson.leftOut.isEmpty()) {
      lines.add("");
      lines.add("# Seen, and in no rule:");
      lesson.leftOut.forEach(one -> lines.add("# - " + Word.comment(one)));
    }
    tests(without);
    return String.join("\n", lines) + "\n";
  }

  private void rule(LearnedRule rule) {
    lines.add("");
    rule.evidence.forEach(
        (what, seen) ->
            lines.add("  # " + Word.comment(what) + ": " + seen.told(what.endsWith(" anyone"))));
    rule.reviews.forEach(review -> lines.add("  # REVIEW: " + Word.comment(review)));
    lines.add("  - name: " + Word.yaml(rule.name));
    StringBuilder allow = new StringBuilder("    allow: {method: ").append(list(rule.methods));
    allow.append(", host: ").append(list(rule.hosts));
    if (!rule.ports.isEmpty()) {
      Collection<String> ports = new ArrayList<>();
      rule.ports.forEach(port -> ports.add(port.toString()));
      allow.append(", port: [").append(String.join(", ", ports)).append("]");
    }
    allow.append(", path: ");
    allow.append(rule.paths.size() == 1 ? Word.yaml(rule.paths.get(0)) : list(rule.paths));
    lines.add(allow.append("}").toString());
    lines.add("    who: " + list(rule.who));
    if (!rule.conditions.isEmpty()) {
      lines.add("    when: " + Word.yaml(String.join(" && ", rule.conditions)));
    }
  }

  private static String list(Collection<String> texts) {
    List<String> words = new ArrayList<>();
    texts.forEach(text -> words.add(Word.yaml(text)));
    return "[" + String.join(", ", words) + "]";
  }

  private void tests(Set<String> without) {
    List<String> before = new ArrayList<>(lines);
    lines.clear();
    for (LearnedRule rule : lesson.rules) {
      String who = rule.who.iterator().next();
      String method = rule.methods.iterator().next();
      test(
          without,
          rule.name + " permits",
          rule,
          method,
          who,
          "{decision: allow, rule: " + Word.yaml(rule.name) + "}");
      test(without, rule.name + " needs its method", rule, other(rule), who, "{decision: deny}");
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
    if (!lines.isEmpty()) {
      before.add("");
      before.add("tests:");
    }
    before.addAll(lines);
    lines.clear();
    lines.addAll(before);
  }

  /** The names of the tests that must hold, whatever else: what was seen is permitted. */
  public Set<String> permitting() {
    Set<String> names = new TreeSet<>();
    lesson.rules.forEach(rule -> names.add(rule.name + " permits"));
    return names;
  }

  private static String other(LearnedRule rule) {
    Set<String> used = new TreeSet<>();
    rule.node.uses.keySet().forEach(use -> used.add(use.method));
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
            + (token.isEmpty() ? "" : ", token: " + token)
            + "}");
    lines.add("    expect: " + expected);
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
