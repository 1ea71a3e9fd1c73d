package io.bartizan.policy.analysis;

import io.bartizan.policy.Effect;
import io.bartizan.policy.HandlerPattern;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.Who;
import io.bartizan.policy.load.Place;
import io.bartizan.policy.load.PolicySource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs every check over a policy. */
public final class Analysis {

  private final PolicySource source;
  private final Policy policy;
  private final List<Rule> allows = new ArrayList<>();
  private final List<Rule> denies = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private Analysis(PolicySource source, Policy policy) {
    this.source = source;
    this.policy = policy;
    for (Rule rule : policy.rules()) {
      if (counts(rule)) {
        (rule.effect() == Effect.ALLOW ? allows : denies).add(rule);
      }
    }
  }

  /**
   * Whether it decides anything, for everybody whom it means, and goes on to: of another, nothing
   * can be said that lasts.
   */
  private static boolean counts(Rule rule) {
    return rule.validity().binding()
        && rule.validity().expires() == null
        && rule.validity().sample().all();
  }

  /** What was found, in the order of the file; empty for a policy that is broken. */
  public static List<Finding> of(PolicySource source) {
    return of(source, null);
  }

  /**
   * The same where somebody told what handlers there are.
   *
   * @param handlers null if nobody did
   */
  public static List<Finding> of(PolicySource source, @Nullable KnownHandlers handlers) {
    Policy policy = source.policy();
    if (policy == null) {
      return new ArrayList<>();
    }
    Analysis analysis = new Analysis(source, policy);
    for (Rule rule : policy.rules()) {
      if (!analysis.dead(rule)) {
        analysis.alive(rule);
      }
    }
    new RoleNames(source, policy).check(analysis.findings);
    new Certain(source, policy).check(analysis.findings);
    if (handlers != null) {
      policy.rules().forEach(rule -> analysis.unknown(rule, handlers));
    }
    analysis.findings.sort(
        Comparator.<Finding>comparingInt(finding -> finding.place().line())
            .thenComparingInt(finding -> finding.place().column()));
    return analysis.findings;
  }

  private void unknown(Rule rule, KnownHandlers handlers) {
    for (HandlerPattern pattern : rule.late().handlers()) {
      if (!handlers.has(pattern)) {
        String near = handlers.near(pattern);
        add(
            Check.BZ6014,
            place(rule, rule.effect() == Effect.ALLOW ? "allow" : "deny", "handler"),
            rule,
            "rule '" + rule.name() + "' is for the handler '" + pattern + "', which is not there",
            near == null
                ? "is it written as the trail has it, or has it been renamed?"
                : "did you mean '" + near + "'?");
      }
    }
  }

  /** Rules that can never match: whatever else is said of them matters no more. */
  private boolean dead(Rule rule) {
    if (rule.validity().over(System.currentTimeMillis())) {
      add(
          Check.BZ1070,
          place(rule, "expires"),
          rule,
          "rule '"
              + rule.name()
              + "' has expired ("
              + rule.validity().expires()
              + "): it is as if it were not there",
          "take it out, or give it a later end");
      return true;
    }
    if (People.nobody(rule)) {
      add(
          Check.BZ6001,
          place(rule, "except"),
          rule,
          "rule '" + rule.name() + "' can never match: 'except' spares everybody in 'who'",
          "take out of 'except' whom the rule is for");
      return true;
    }
    boolean anonymous = rule.who().stream().anyMatch(who -> who.kind() == Who.Kind.ANYONE);
    if (!policy.identity().provesSomebody() && !anonymous) {
      add(
          Check.BZ6001,
          place(rule, "who"),
          rule,
          "rule '" + rule.name() + "' can never match: no issuer is trusted, so nobody has a name",
          "list an issuer under identity.issuers, or write who: anyone");
      return true;
    }
    return false;
  }

  private void alive(Rule rule) {
    if (rule.effect() == Effect.DENY) {
      idle(rule);
      return;
    }
    Rule shadow = first(denies, deny -> Reach.covers(deny, rule));
    if (shadow != null) {
      add(
          Check.BZ6002,
          place(rule, "allow", "path"),
          rule,
          "rule '"
              + rule.name()
              + "' never permits anything: rule '"
              + shadow.name()
              + "' (line "
              + shadow.line()
              + ") denies all of it",
          "take out one of the two, or give the deny an 'except'");
      return;
    }
    wide(rule);
    Rule wider = first(allows, allow -> permitsAll(allow, rule));
    if (wider != null) {
      add(
          Check.BZ6005,
          place(rule, "allow", "path"),
          rule,
          "rule '"
              + rule.name()
              + "' permits nothing that rule '"
              + wider.name()
              + "' (line "
              + wider.line()
              + ") does not permit already: allows add up",
          "take it out; if it was meant to restrict, narrow the other one or write a deny");
    } else {
      template(rule);
    }
  }

  /** Of two that permit the same, the later one is too much. */
  private static boolean permitsAll(Rule outer, Rule inner) {
    return outer != inner
        && Reach.covers(outer, inner)
        && (outer.order() < inner.order() || !Reach.covers(inner, outer));
  }

  private void wide(Rule rule) {
    boolean everything =
        rule.methods().isEmpty()
            && rule.hosts().isEmpty()
            && rule.ports().isEmpty()
            && rule.from().isEmpty()
            && Reach.plain(rule)
            && rule.paths().stream().anyMatch(path -> path.universal());
    if (!everything) {
      return;
    }
    if (!source.has("rules", rule.order(), "who")) {
      add(
          Check.BZ6003,
          place(rule, "allow", "path"),
          rule,
          "rule '" + rule.name() + "' lets everyone with a valid token do everything",
          "name who may, or write who: authenticated if that is meant");
    } else if (denies.isEmpty() && People.cover(rule.who(), new Who(Who.Kind.ANYONE, null))) {
      add(
          Check.BZ6003,
          place(rule, "who"),
          rule,
          "rule '" + rule.name() + "' lets everyone do everything, without a token",
          "narrow its path, or deny what is not for everyone");
    }
  }

  private void template(Rule rule) {
    Rule other =
        first(
            allows,
            allow ->
                allow != rule
                    && Templates.takesIn(allow, rule)
                    && !People.cover(rule, allow)
                    && denies.stream().noneMatch(deny -> Reach.target(deny, rule)));
    if (other != null) {
      add(
          Check.BZ6004,
          place(rule, "allow", "path"),
          rule,
          "requests of rule '"
              + rule.name()
              + "' match rule '"
              + other.name()
              + "' (line "
              + other.line()
              + ") as well, which is for others: "
              + words(other.who()),
          "if they may not, deny them this path; a longer or more literal path does not go first");
    }
  }

  private void idle(Rule deny) {
    if (allows.stream().noneMatch(allow -> Reach.meet(allow, deny))) {
      add(
          Check.BZ6007,
          place(deny, "deny", "path"),
          deny,
          "rule '" + deny.name() + "' refuses nothing: no rule allows any of it",
          "what no rule allows is refused anyway; keep it only as a guard against later rules");
    }
  }

  private static String words(List<Who> people) {
    StringBuilder words = new StringBuilder();
    people.forEach(who -> words.append(words.length() == 0 ? "" : ", ").append(who.word()));
    return words.toString();
  }

  private static @Nullable Rule first(List<Rule> rules, java.util.function.Predicate<Rule> wanted) {
    for (Rule rule : rules) {
      if (wanted.test(rule)) {
        return rule;
      }
    }
    return null;
  }

  private Place place(Rule rule, Object... steps) {
    Object[] whole = new Object[steps.length + 2];
    whole[0] = "rules";
    whole[1] = rule.order();
    System.arraycopy(steps, 0, whole, 2, steps.length);
    return source.place(whole);
  }

  private void add(Check check, Place place, Rule rule, String message, String hint) {
    findings.add(new Finding(check, place, rule.name(), message, hint));
  }
}
