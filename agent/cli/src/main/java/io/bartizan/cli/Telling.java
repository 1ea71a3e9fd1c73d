package io.bartizan.cli;

import io.bartizan.engine.Outcome;
import io.bartizan.engine.authorization.Attribute;
import io.bartizan.engine.authorization.Fit;
import io.bartizan.policy.Effect;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How outcomes and rules are put into words, the same in every command. */
final class Telling {

  private Telling() {}

  /** {@code permitted by rule orders}, {@code refused with 403: no rule}. */
  static String of(Outcome outcome) {
    String rule = outcome.rule();
    switch (outcome.kind()) {
      case PERMITTED:
        return "permitted by rule " + rule;
      case POSSIBLE:
        return "permitted only if a handler is reached that a rule allows, and none is stated";
      default:
        return "refused with "
            + outcome.status()
            + (rule == null ? ": " + outcome.reason() : " by rule " + rule);
    }
  }

  /** {@code allow}, {@code deny}; {@code possible} where the handler would tell. */
  static String decision(Outcome outcome) {
    switch (outcome.kind()) {
      case PERMITTED:
        return "allow";
      case POSSIBLE:
        return "possible";
      default:
        return "deny";
    }
  }

  /** {@code rule orders (line 12)}. */
  static String rule(Fit fit) {
    return "rule " + fit.rule().name() + " (line " + fit.rule().line() + ")";
  }

  /** {@code who asks for clerk, and got anonymous}. */
  static String attribute(Attribute attribute) {
    return attribute.name()
        + (attribute.name().equals("except") ? " spares " : " asks for ")
        + attribute.asked()
        + ", and got "
        + attribute.got();
  }

  /** The allow that lacks least, and what it lacks; null where none is on the path. */
  static @Nullable String nearest(List<Fit> fits) {
    Fit best = null;
    for (Fit fit : fits) {
      boolean near =
          fit.rule().effect() == Effect.ALLOW
              && fit.failing().stream().noneMatch(one -> one.name().equals("path"));
      if (near && (best == null || fit.failing().size() < best.failing().size())) {
        best = fit;
      }
    }
    return best == null
        ? null
        : rule(best)
            + ": "
            + best.failing().stream().map(Telling::attribute).collect(Collectors.joining("; "));
  }
}
