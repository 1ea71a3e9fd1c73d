package io.bartizan.policy.analysis;

import io.bartizan.policy.PathPattern;
import io.bartizan.policy.PatternRelation;
import io.bartizan.policy.Rule;

/** Path templates of two allows that a request may match both. */
final class Templates {

  private Templates() {}

  /**
   * Whether a rule's template ({@code /orders/{id}}) takes in a path of another ({@code
   * /orders/export}), as a router would not. One with {@code **} is meant to.
   */
  static boolean takesIn(Rule outer, Rule inner) {
    return Reach.meet(outer, inner)
        && Reach.plain(outer)
        && outer.paths().stream()
            .anyMatch(a -> inner.paths().stream().anyMatch(b -> takesIn(a, b)));
  }

  private static boolean takesIn(PathPattern outer, PathPattern inner) {
    return !outer.anyDepth()
        && !inner.anyDepth()
        && PatternRelation.overlap(outer, inner, false)
        && !PatternRelation.covers(/* outer= */ inner, /* inner= */ outer, false);
  }
}
