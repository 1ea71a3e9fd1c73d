package io.bartizan.policy.analysis;

import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.Who;
import io.bartizan.policy.load.Place;
import io.bartizan.policy.load.PolicySource;
import io.bartizan.policy.load.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Roles that rules name and nothing defines, where a roles claim makes any name legal; and roles
 * that are defined and never named.
 */
final class RoleNames {

  /** So many letters of a role's name forgive one that differs. */
  private static final int LETTERS_PER_SLIP = 4;

  private final PolicySource source;
  private final Policy policy;
  private final Map<String, Integer> uses = new LinkedHashMap<>();

  RoleNames(PolicySource source, Policy policy) {
    this.source = source;
    this.policy = policy;
    for (Rule rule : policy.rules()) {
      rule.who().forEach(this::count);
      rule.except().forEach(this::count);
    }
  }

  private void count(Who who) {
    if (who.kind() == Who.Kind.ROLE) {
      uses.merge(who.word(), 1, Integer::sum);
    }
  }

  void check(List<Finding> findings) {
    for (String role : policy.roles().keySet()) {
      boolean used =
          uses.containsKey(role)
              || uses.keySet().stream().anyMatch(named -> policy.seniors(named).contains(role));
      if (!used) {
        findings.add(
            new Finding(
                Check.BZ6006,
                source.place("roles", role),
                role,
                "no rule names the role '" + role + "'",
                "take it out, or name it in a rule"));
      }
    }
    for (Rule rule : policy.rules()) {
      check(rule, rule.who(), "who", findings);
      check(rule, rule.except(), "except", findings);
    }
  }

  private void check(Rule rule, List<Who> entries, String key, List<Finding> findings) {
    for (int i = 0; i < entries.size(); i++) {
      String role = entries.get(i).word();
      if (entries.get(i).kind() == Who.Kind.ROLE && once(role)) {
        for (String other : policy.roles().keySet()) {
          slip(rule, role, other, source.place("rules", rule.order(), key, i), findings);
        }
        for (String other : uses.keySet()) {
          if (!policy.roles().containsKey(other) && !once(other)) {
            slip(rule, role, other, source.place("rules", rule.order(), key, i), findings);
          }
        }
      }
    }
  }

  /** Whether a role stands at one place of the file only. */
  private boolean once(String role) {
    return !policy.roles().containsKey(role) && uses.getOrDefault(role, 0) == 1;
  }

  private static void slip(
      Rule rule, String role, String other, Place place, List<Finding> findings) {
    if (Suggestion.distance(role, other) <= Math.max(1, other.length() / LETTERS_PER_SLIP)) {
      findings.add(
          new Finding(
              Check.BZ6006,
              place,
              rule.name(),
              "the role '" + role + "' stands nowhere else, and looks like '" + other + "'",
              "did you mean '" + other + "'?"));
    }
  }
}
