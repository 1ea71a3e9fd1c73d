package io.bartizan.engine.authorization;

import io.bartizan.gate.Dispatch;
import io.bartizan.policy.Rule;
import io.bartizan.policy.RuleIndex;
import io.bartizan.policy.condition.Condition.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What rules in {@code mode: observe} would have done, and others outside of their sample: they
 * change nothing but the record.
 */
public final class ObservedRules {

  private ObservedRules() {}

  /**
   * What one would have done where the request was decided; null if nothing.
   *
   * @param canonical another reading of the target, as in {@link Authorizer#judge}; null if none
   * @param permitted whether the rules that bind permit the request, if only provisionally
   */
  public static @Nullable String told(
      Subject subject,
      String method,
      String path,
      @Nullable String canonical,
      Ambiguity ambiguity,
      boolean permitted) {
    RuleIndex rules = subject.observed();
    if (rules == null) {
      return null;
    }
    Rule denied = Authorizer.firstDeny(subject, method, path, rules.denies(subject.host(), path));
    if (denied == null && canonical != null) {
      denied =
          Authorizer.firstDeny(subject, method, canonical, rules.denies(subject.host(), canonical));
    }
    if (denied != null) {
      return denied(denied);
    }
    if (permitted) {
      return null;
    }
    for (Rule rule : rules.allows(subject.host(), path)) {
      if (Authorizer.allows(subject, method, rule)
          && ambiguity.within(rule.tolerate())
          && rule.late().none()
          && subject.when(rule, path, null) == Outcome.TRUE) {
        return "rule " + rule.name() + " would allow this " + why(rule);
      }
    }
    return null;
  }

  /** What one would have done that asks for the handler; null if nothing. */
  public static @Nullable String told(
      Subject subject, String method, String path, @Nullable String canonical, Dispatch dispatch) {
    RuleIndex rules = subject.observed();
    Rule denied =
        rules == null ? null : LateRules.denied(rules, subject, method, path, canonical, dispatch);
    return denied == null ? null : denied(denied);
  }

  private static String denied(Rule rule) {
    return "rule " + rule.name() + " would deny this " + why(rule);
  }

  private static String why(Rule rule) {
    return rule.validity().binding()
        ? "(outside of its sample of " + rule.validity().sample() + ")"
        : "(mode: observe)";
  }
}
