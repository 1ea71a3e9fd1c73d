package io.bartizan.policy.analysis;

import io.bartizan.policy.Rule;
import io.bartizan.policy.Who;
import java.util.List;

/** Which sets of people lie within which, as far as the entries of {@code who} tell. */
final class People {

  private People() {}

  /** Whether everybody whom an entry means is meant by one of these. */
  static boolean cover(List<Who> outer, Who inner) {
    for (Who one : outer) {
      if (one.kind() == Who.Kind.ANYONE
          || one.kind() == Who.Kind.AUTHENTICATED && inner.kind() != Who.Kind.ANYONE
          || one.equals(inner)) {
        return true;
      }
    }
    return false;
  }

  static boolean cover(List<Who> outer, List<Who> inner) {
    return inner.stream().allMatch(one -> cover(outer, one));
  }

  /** Whether everybody whom one rule is for is surely one whom another is for. */
  static boolean cover(Rule outer, Rule inner) {
    // Whom the outer one spares, the inner one must spare too.
    return cover(outer.who(), inner.who()) && cover(inner.except(), outer.except());
  }

  /** Whether a rule spares all whom it is for. */
  static boolean nobody(Rule rule) {
    return cover(rule.except(), rule.who());
  }
}
