package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of a learned policy: what it takes over, the rules with their evidence, and tests. */
public final class LearnedPolicy {

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
    List<String> tests = new LearnedTests(lesson, rolesClaim).lines(without);
    if (!tests.isEmpty()) {
      lines.add("");
      lines.add("tests:");
      lines.addAll(tests);
    }
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
    if (!rule.operations.isEmpty()) {
      allow.append(", operation: ").append(list(rule.operations));
    }
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

  /** The names of the tests that must hold, whatever else: what was seen is permitted. */
  public Set<String> permitting() {
    return LearnedTests.permitting(lesson);
  }
}
