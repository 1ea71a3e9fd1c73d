package io.bartizan.engine.authorization;

import io.bartizan.gate.Dispatch;
import io.bartizan.policy.RouteTemplate;
import io.bartizan.policy.Rule;
import io.bartizan.policy.RuleIndex;
import io.bartizan.policy.condition.Condition.Outcome;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is decided where a framework has chosen the handler, because it could not be before. */
public final class LateRules {

  private LateRules() {}

  /**
   * The first deny that the handler completes; null if none does.
   *
   * @param method as permitted; a deny holds for it as for the one that the handler would see
   * @param path as permitted; the same
   * @param canonical another reading of the target, as in {@link Authorizer#judge}; null if none
   */
  public static @Nullable Rule denied(
      Subject subject, String method, String path, @Nullable String canonical, Dispatch dispatch) {
    return denied(subject.rules(), subject, method, path, canonical, dispatch);
  }

  static @Nullable Rule denied(
      RuleIndex rules,
      Subject subject,
      String method,
      String path,
      @Nullable String canonical,
      Dispatch dispatch) {
    Set<String> paths = new LinkedHashSet<>();
    paths.add(path);
    paths.add(dispatch.path());
    paths.add(Canonical.path(dispatch.path()));
    if (canonical != null) {
      paths.add(canonical);
    }
    Rule first = null;
    for (String reading : paths) {
      for (Rule rule : rules.denies(subject.host(), reading)) {
        boolean earlier = first == null || rule.order() < first.order();
        if (earlier
            && rule.decidedLate()
            && (Authorizer.denies(subject, method, rule)
                || Authorizer.denies(subject, dispatch.method(), rule))
            && hold(rule, dispatch, true)
            && Circumstances.denies(subject.when(rule, reading, dispatch))) {
          first = rule;
        }
      }
    }
    return first;
  }

  /** The first allow of a permitted path that the handler completes; null if none does. */
  public static @Nullable Rule allowed(
      Subject subject, String method, String path, Ambiguity ambiguity, Dispatch dispatch) {
    return allowed(subject.rules(), subject, method, path, ambiguity, dispatch);
  }

  static @Nullable Rule allowed(
      RuleIndex rules,
      Subject subject,
      String method,
      String path,
      Ambiguity ambiguity,
      Dispatch dispatch) {
    for (Rule rule : rules.allows(subject.host(), path)) {
      if (Authorizer.allows(subject, method, rule)
          && ambiguity.within(rule.tolerate())
          && hold(rule, dispatch, false)
          && subject.when(rule, path, dispatch) == Outcome.TRUE) {
        return rule;
      }
    }
    return null;
  }

  /** Whether the subject has the roles that the handler's annotations ask for. */
  public static boolean hasRoles(Subject subject, Dispatch dispatch) {
    for (String[] oneOf : dispatch.rolesAllowed()) {
      if (!subject.hasAny(oneOf)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a handler is one that the rule names; true where it names none. */
  static boolean hold(Rule rule, Dispatch dispatch, boolean deny) {
    if (rule.late().none()) {
      return true;
    }
    if (dispatch.leadsOn() && !rule.late().operations().isEmpty()) {
      // Whether there will be an operation, and which, is for the guard behind it.
      return false;
    }
    String route = dispatch.route();
    return rule.late()
        .hold(
            dispatch.handlers(),
            route == null ? null : RouteTemplate.normal(route),
            dispatch.operation(),
            deny);
  }
}
