package io.bartizan.policy.analysis;

import io.bartizan.policy.Effect;
import io.bartizan.policy.PathPattern;
import io.bartizan.policy.PatternRelation;
import io.bartizan.policy.Rule;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * Which requests a rule is for lie within those of another, or meet them. Where that can't be told
 * for sure, they don't lie within and do meet.
 */
final class Reach {

  private Reach() {}

  /** Whether every request that the inner rule matches is matched by the outer one. */
  static boolean covers(Rule outer, Rule inner) {
    return plain(outer) && target(outer, inner) && People.cover(outer, inner);
  }

  /** Whether nothing but its target and its people limits a rule: no handler, no condition. */
  static boolean plain(Rule rule) {
    return rule.late().none() && rule.when() == null && rule.validity().sample().all();
  }

  /** The same without regard to people. */
  static boolean target(Rule outer, Rule inner) {
    return methods(outer, inner)
        && places(outer, inner)
        && (outer.effect() == Effect.DENY || outer.tolerate().containsAll(inner.tolerate()))
        && inner.paths().stream().allMatch(path -> path(outer, path));
  }

  /** Whether the inner rule's hosts, ports and networks lie within those of the outer one. */
  static boolean places(Rule outer, Rule inner) {
    return (outer.ports().isEmpty() || subset(inner.ports(), outer.ports()))
        && (outer.hosts().isEmpty() || subset(inner.hosts(), outer.hosts()))
        && (outer.from().isEmpty() || subset(inner.from(), outer.from()));
  }

  private static boolean subset(Collection<?> inner, Collection<?> outer) {
    return !inner.isEmpty() && outer.containsAll(inner);
  }

  private static boolean path(Rule outer, PathPattern inner) {
    boolean folded = outer.effect() == Effect.DENY;
    return outer.paths().stream().anyMatch(path -> PatternRelation.covers(path, inner, folded));
  }

  private static boolean methods(Rule outer, Rule inner) {
    if (everyMethod(outer)) {
      return true;
    }
    return !everyMethod(inner) && inner.methods().stream().allMatch(one -> method(outer, one));
  }

  private static boolean everyMethod(Rule rule) {
    return rule.methods().isEmpty() || rule.methods().contains("*");
  }

  /** As the engine has it: GET includes HEAD, and a deny holds for a method in any case. */
  static boolean method(Rule rule, String method) {
    Set<String> methods = rule.methods();
    return everyMethod(rule)
        || methods.contains(method)
        || method.equals("HEAD") && methods.contains("GET")
        || rule.effect() == Effect.DENY
            && !upper(method).equals(method)
            && method(rule, upper(method));
  }

  private static String upper(String method) {
    return method.toUpperCase(Locale.ROOT);
  }

  /** Whether there is a target that both rules are for, as far as methods and paths tell. */
  static boolean meet(Rule one, Rule other) {
    boolean methods =
        everyMethod(one)
            || everyMethod(other)
            || one.methods().stream().anyMatch(method -> method(other, method))
            || other.methods().stream().anyMatch(method -> method(one, method));
    boolean folded = one.effect() == Effect.DENY || other.effect() == Effect.DENY;
    return methods
        && one.paths().stream()
            .anyMatch(
                a -> other.paths().stream().anyMatch(b -> PatternRelation.overlap(a, b, folded)));
  }
}
