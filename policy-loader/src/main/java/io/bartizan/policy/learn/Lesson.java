package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was learned: rules, and what was seen and is not in them. */
public final class Lesson {

  final List<LearnedRule> rules = new ArrayList<>();
  final List<String> leftOut = new ArrayList<>();
  private final Evidence all;
  long learned;

  Lesson(Evidence all) {
    this.all = all;
  }

  /** How many rules there are. */
  public int rules() {
    return rules.size();
  }

  /** How many of the rules somebody should look at. */
  public int reviews() {
    return (int) rules.stream().filter(rule -> !rule.reviews.isEmpty()).count();
  }

  /** How many requests the rules are made of. */
  public long learned() {
    return learned;
  }

  /** What was seen and is in no rule, in words. */
  public List<String> leftOut() {
    return Collections.unmodifiableList(leftOut);
  }

  /** Whether any rule names somebody, so that the policy must say whose tokens count. */
  public boolean named() {
    return rules.stream().anyMatch(rule -> !rule.who.contains("anyone"));
  }

  /** The days of all that was seen. */
  String days() {
    return all.days();
  }

  /**
   * Tells that a rule would permit what was refused. The next lesson leaves out those who can't be
   * told from them; if that was not enough, the method, or the operation, as a whole.
   *
   * @param operation the SOAP operation; null where there was none
   */
  public void contradict(String rule, String method, @Nullable String operation, Party party) {
    for (LearnedRule one : rules) {
      if (one.name.equals(rule)) {
        String meant = one.methods.contains(method) ? method : "GET";
        Action action = new Action(meant, one.operations.isEmpty() ? null : operation);
        if (!one.node.refused.computeIfAbsent(action, a -> new HashSet<>()).add(party)) {
          one.node.barred.add(action);
        }
      }
    }
  }
}
