package io.bartizan.engine.authorization;

import io.bartizan.gate.Dispatch;
import io.bartizan.policy.Effect;
import io.bartizan.policy.PathPattern;
import io.bartizan.policy.Rule;
import io.bartizan.policy.condition.Condition;
import io.bartizan.policy.condition.Condition.Outcome;
import org.jspecify.annotations.Nullable;

/** A rule's condition under each reading that counts: of the path's variables, of the handler. */
final class Circumstances {

  private Circumstances() {}

  /** Judges; the caller has the attributes to itself. */
  static Outcome judge(
      Rule rule,
      Condition condition,
      RequestAttributes seen,
      String path,
      @Nullable Dispatch dispatch) {
    boolean deny = rule.effect() == Effect.DENY;
    if (dispatch == null || dispatch.leadsOn() || !condition.late()) {
      seen.handled(null, null);
      return patterns(rule, condition, seen, path);
    }
    String[] names = dispatch.handlers();
    if (names == null || names.length == 0) {
      // Reached, and nobody knows what it is called: that will not become known later.
      seen.handled(null, dispatch);
      return patterns(rule, condition, seen, path);
    }
    // A deny holds for every name of the code that runs, an allow for its own.
    Outcome all = Outcome.FALSE;
    for (int i = 0; i < (deny ? names.length : 1); i++) {
      seen.handled(names[i], dispatch);
      all = stronger(all, patterns(rule, condition, seen, path), deny);
    }
    return all;
  }

  private static Outcome patterns(
      Rule rule, Condition condition, RequestAttributes seen, String path) {
    if (!condition.usesPath()) {
      seen.matched(null, path);
      return condition.judge(seen);
    }
    boolean deny = rule.effect() == Effect.DENY;
    Outcome all = null;
    for (PathPattern pattern : rule.paths()) {
      if (deny ? pattern.matchesAnyReading(path) : pattern.matches(path)) {
        seen.matched(pattern, path);
        Outcome one = condition.judge(seen);
        all = all == null ? one : stronger(all, one, deny);
      }
    }
    if (all == null) {
      // Found by a servlet's mapping: the variables stand for nothing there.
      seen.matched(null, path);
      all = condition.judge(seen);
    }
    return all;
  }

  /** Of two readings the one that counts: to a deny what fails is a match. */
  private static Outcome stronger(Outcome a, Outcome b, boolean deny) {
    return rank(a, deny) >= rank(b, deny) ? a : b;
  }

  private static int rank(Outcome outcome, boolean deny) {
    switch (outcome) {
      case TRUE:
        return 4;
      case LATE:
        return deny ? 2 : 3;
      case FALSE:
        return 0;
      default:
        return deny ? 3 : 1;
    }
  }

  /** Whether a deny matches: also where it can't be told. */
  static boolean denies(Outcome outcome) {
    return outcome != Outcome.FALSE && outcome != Outcome.LATE;
  }
}
