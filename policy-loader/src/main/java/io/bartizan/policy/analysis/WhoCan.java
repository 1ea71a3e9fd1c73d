package io.bartizan.policy.analysis;

import io.bartizan.policy.Effect;
import io.bartizan.policy.PathPattern;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.Who;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Who can do something: every principal that some allow means and no deny surely does. */
public final class WhoCan {

  private WhoCan() {}

  /**
   * The answer, in the order of the rules; empty if nobody can.
   *
   * @param path decoded and normalised, without a query
   */
  public static List<Access> reach(Policy policy, String method, String path) {
    List<Rule> denies = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      if (rule.effect() == Effect.DENY && isFor(rule, method, path)) {
        denies.add(rule);
      }
    }
    List<Access> all = new ArrayList<>();
    for (Rule rule : policy.rules()) {
      if (rule.effect() == Effect.ALLOW && isFor(rule, method, path)) {
        for (Who who : people(policy, rule)) {
          if (!People.cover(rule.except(), who)
              && denies.stream().noneMatch(deny -> surely(deny, rule, who))) {
            all.add(new Access(rule, who, limits(rule), unless(denies, who)));
          }
        }
      }
    }
    return all;
  }

  /** Whom it is for, and the roles above those that it names. */
  private static Set<Who> people(Policy policy, Rule rule) {
    Set<Who> people = new LinkedHashSet<>(rule.who());
    for (Who who : rule.who()) {
      if (who.kind() == Who.Kind.ROLE) {
        policy.seniors(who.word()).forEach(senior -> people.add(new Who(Who.Kind.ROLE, senior)));
      }
    }
    return people;
  }

  private static boolean isFor(Rule rule, String method, String path) {
    return rule.validity().binding()
        && !rule.validity().over(System.currentTimeMillis())
        && Reach.method(rule, method)
        && rule.paths().stream().anyMatch(pattern -> matches(rule, pattern, path));
  }

  private static boolean matches(Rule rule, PathPattern pattern, String path) {
    return rule.effect() == Effect.ALLOW ? pattern.matches(path) : pattern.matchesAnyReading(path);
  }

  /** Whether a deny matches whenever the allow does, for these people. */
  private static boolean surely(Rule deny, Rule allow, Who who) {
    return Reach.plain(deny)
        && Reach.places(deny, allow)
        && People.cover(deny.who(), who)
        && People.cover(allow.except(), deny.except());
  }

  /** Denies that can't mean these people, whatever else they are, are left out. */
  private static List<Rule> unless(List<Rule> denies, Who who) {
    return denies.stream()
        .filter(deny -> !People.cover(deny.except(), who))
        .collect(Collectors.toList());
  }

  private static List<String> limits(Rule rule) {
    List<String> limits = new ArrayList<>();
    add(limits, "on host", rule.hosts());
    add(limits, "on port", rule.ports());
    add(limits, "from", rule.from());
    if (!rule.except().isEmpty()) {
      add(limits, "except", rule.except().stream().map(Who::word).collect(Collectors.toList()));
    }
    if (!rule.late().none()) {
      limits.add("by handler " + rule.late());
    }
    if (rule.when() != null) {
      limits.add("when " + rule.when());
    }
    if (!rule.validity().sample().all()) {
      limits.add("in a sample of " + rule.validity().sample());
    }
    return limits;
  }

  private static void add(List<String> limits, String what, Collection<?> values) {
    if (!values.isEmpty()) {
      limits.add(
          what + " " + values.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
  }
}
