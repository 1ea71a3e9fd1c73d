package io.bartizan.policy.analysis;

import io.bartizan.policy.Effect;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.condition.Condition;
import io.bartizan.policy.load.Place;
import io.bartizan.policy.load.PolicySource;
import java.util.List;
import java.util.Map;

/** Conditions of rules and roles that come to the same whatever is asked. */
final class Certain {

  private final PolicySource source;
  private final Policy policy;

  Certain(PolicySource source, Policy policy) {
    this.source = source;
    this.policy = policy;
  }

  void check(List<Finding> findings) {
    for (Map.Entry<String, Condition> role : policy.roles().entrySet()) {
      Boolean certain = role.getValue().certain();
      if (certain != null) {
        String name = role.getKey();
        add(
            findings,
            source.place("roles", name),
            name,
            "the condition of role '" + name + "' is always " + certain,
            certain ? "write who: authenticated where that is meant" : "nobody ever has that role");
      }
    }
    for (Rule rule : policy.rules()) {
      Condition when = rule.when();
      Boolean certain = when == null ? null : when.certain();
      if (certain != null) {
        add(
            findings,
            source.place("rules", rule.order(), "when"),
            rule.name(),
            "the condition of rule '" + rule.name() + "' is always " + certain,
            certain ? "take it out if the rule is meant so" : never(rule));
      }
    }
  }

  /** A deny whose condition fails matches; whether one fails is not looked at. */
  private static String never(Rule rule) {
    return rule.effect() == Effect.DENY
        ? "the rule refuses only what makes its condition fail; mend the condition"
        : "the rule never permits anything; mend the condition";
  }

  private static void add(
      List<Finding> findings, Place place, String name, String message, String hint) {
    findings.add(new Finding(Check.BZ6013, place, name, message, hint));
  }
}
