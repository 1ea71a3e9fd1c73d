package io.bartizan.engine.authorization;

import io.bartizan.policy.Cidr;
import io.bartizan.policy.Effect;
import io.bartizan.policy.Rule;
import io.bartizan.policy.RuleIndex;
import io.bartizan.policy.condition.Condition.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy's rules over one request: permitted when at least one allow matches and no deny does;
 * the order of rules does not matter.
 */
public final class Authorizer {

  private Authorizer() {}

  /**
   * Judges a request for a path.
   *
   * @param path as the container decoded and normalised it
   * @param canonical another reading of the target that denies must hold for too; null if none
   * @return {@code POSSIBLE} where only rules match that ask for something late
   */
  public static Verdict judge(
      Subject subject,
      String method,
      String path,
      @Nullable String canonical,
      Ambiguity ambiguity) {
    RuleIndex index = subject.rules();
    Rule denied = firstDeny(subject, method, path, index.denies(subject.host(), path));
    if (denied == null && canonical != null) {
      denied = firstDeny(subject, method, canonical, index.denies(subject.host(), canonical));
    }
    if (denied != null) {
      return Verdict.denied(denied);
    }
    boolean intolerant = false;
    boolean possible = false;
    for (Rule rule : index.allows(subject.host(), path)) {
      Outcome when = allows(subject, method, rule) ? subject.when(rule, path, null) : Outcome.FALSE;
      if (when == Outcome.TRUE || when == Outcome.LATE) {
        if (!ambiguity.within(rule.tolerate())) {
          intolerant = true;
        } else if (rule.late().none() && when == Outcome.TRUE) {
          return Verdict.allowed(rule);
        } else {
          possible = true;
        }
      }
    }
    if (possible) {
      return Verdict.possible();
    }
    return intolerant || !ambiguity.clean() ? Verdict.ambiguous(ambiguity) : Verdict.unmatched();
  }

  /**
   * The first of these denies that holds; null if none does. One that asks for something late is
   * left to {@link LateRules}.
   *
   * @param path by which they were found
   */
  static @Nullable Rule firstDeny(
      Subject subject, String method, String path, List<Rule> candidates) {
    for (Rule rule : candidates) {
      if (rule.late().none()
          && denies(subject, method, rule)
          && Circumstances.denies(subject.when(rule, path, null))) {
        return rule;
      }
    }
    return null;
  }

  /** Whether all holds that is known at once, the condition aside. */
  static boolean denies(Subject subject, String method, Rule rule) {
    return rule.isForMethodAsRead(method) && holds(subject, rule);
  }

  /** Whether all holds that is known at once, the condition aside. */
  static boolean allows(Subject subject, String method, Rule rule) {
    return rule.isForMethod(method) && holds(subject, rule);
  }

  /** A role whose condition fails is held where that refuses, and not where it would permit. */
  private static boolean holds(Subject subject, Rule rule) {
    boolean deny = rule.effect() == Effect.DENY;
    return (rule.ports().isEmpty() || rule.ports().contains(subject.port()))
        && from(subject, rule)
        && subject.isAny(rule.who(), deny)
        && !subject.isAny(rule.except(), !deny)
        && subject.isInSample(rule);
  }

  static boolean from(Subject subject, Rule rule) {
    if (rule.from().isEmpty()) {
      return true;
    }
    for (Cidr network : rule.from()) {
      if (network.contains(subject.client())) {
        return true;
      }
    }
    return false;
  }
}
