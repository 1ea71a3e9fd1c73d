package io.bartizan.engine.authorization;

import io.bartizan.engine.identity.Principal;
import io.bartizan.gate.Dispatch;
import io.bartizan.policy.Effect;
import io.bartizan.policy.PathPattern;
import io.bartizan.policy.Rule;
import io.bartizan.policy.RuleIndex;
import io.bartizan.policy.Who;
import io.bartizan.policy.condition.Condition.Outcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far one rule fits one request: attribute by attribute what it asks for, by the predicates of
 * {@link Authorizer} and {@link LateRules}. It matches if all hold. Made only to explain.
 */
public final class Fit {

  private final Rule rule;
  private final List<Attribute> attributes;

  private Fit(Rule rule, List<Attribute> attributes) {
    this.rule = rule;
    this.attributes = Collections.unmodifiableList(attributes);
  }

  /**
   * Reads a rule against a request.
   *
   * @param canonical another reading of the target, as in {@link Authorizer#judge}; null if none
   * @param dispatch the handler that the request reaches; null if nobody knows
   */
  public static Fit of(
      Rule rule,
      Subject subject,
      String method,
      String path,
      @Nullable String canonical,
      Ambiguity ambiguity,
      @Nullable Dispatch dispatch) {
    List<Attribute> all = new ArrayList<>();
    boolean allow = rule.effect() == Effect.ALLOW;
    if (!rule.methods().isEmpty()) {
      boolean holds = allow ? rule.isForMethod(method) : rule.isForMethodAsRead(method);
      add(all, "method", rule.methods(), method, holds);
    }
    if (!rule.hosts().isEmpty()) {
      String host = subject.host();
      boolean holds = RuleIndex.isForHost(rule, host);
      add(all, "host", rule.hosts(), host == null ? "none" : host, holds);
    }
    if (!rule.ports().isEmpty()) {
      boolean holds = rule.ports().contains(subject.port());
      add(all, "port", rule.ports(), Integer.toString(subject.port()), holds);
    }
    boolean onPath = path(rule, path) || canonical != null && !allow && path(rule, canonical);
    add(all, "path", rule.paths(), path, onPath);
    if (!rule.from().isEmpty()) {
      add(all, "from", rule.from(), address(subject), Authorizer.from(subject, rule));
    }
    add(all, "who", words(rule.who()), who(subject), subject.isAny(rule.who(), !allow));
    if (!rule.except().isEmpty()) {
      boolean spared = subject.isAny(rule.except(), allow);
      add(all, "except", words(rule.except()), who(subject), !spared);
    }
    if (allow && !ambiguity.clean()) {
      List<String> words = new ArrayList<>();
      rule.tolerate().forEach(one -> words.add(one.word()));
      add(all, "tolerate", words, ambiguity.toString(), ambiguity.within(rule.tolerate()));
    }
    validity(all, rule, subject);
    late(all, rule, dispatch);
    condition(all, rule, onPath ? subject.when(rule, path, dispatch) : Outcome.FALSE, onPath);
    return new Fit(rule, all);
  }

  /** Said only of a rule that does not count. */
  private static void validity(List<Attribute> all, Rule rule, Subject subject) {
    if (rule.validity().over(subject.millis())) {
      String end = String.valueOf(rule.validity().expires());
      String now = Instant.ofEpochMilli(subject.millis()).toString();
      all.add(new Attribute("expires", end, now, Attribute.State.FAILS));
    }
    if (!subject.isInSample(rule)) {
      String sample = rule.validity().sample().toString();
      all.add(new Attribute("sample", sample, "one of the others", Attribute.State.FAILS));
    }
    if (!rule.validity().binding()) {
      String got = "observe: its matches are recorded and bind nothing";
      all.add(new Attribute("mode", "enforce", got, Attribute.State.FAILS));
    }
  }

  private static void condition(
      List<Attribute> all, Rule rule, Outcome outcome, boolean evaluated) {
    if (rule.when() == null) {
      return;
    }
    boolean deny = rule.effect() == Effect.DENY;
    Attribute.State state = Attribute.State.FAILS;
    if (outcome == Outcome.LATE || !evaluated) {
      state = Attribute.State.UNKNOWN;
    } else if (outcome == Outcome.TRUE || (deny && Circumstances.denies(outcome))) {
      state = Attribute.State.HOLDS;
    }
    String got = evaluated ? told(outcome) : "not asked: another path";
    all.add(new Attribute("when", rule.when().toString(), got, state));
  }

  private static String told(Outcome outcome) {
    switch (outcome) {
      case TRUE:
        return "true";
      case FALSE:
        return "false";
      case LATE:
        return "not stated";
      default:
        return "an error, on which a deny holds and an allow does not";
    }
  }

  private static void late(List<Attribute> all, Rule rule, @Nullable Dispatch dispatch) {
    if (rule.late().none()) {
      return;
    }
    String asked = rule.late().toString();
    if (dispatch == null) {
      all.add(new Attribute("handler", asked, "not stated", Attribute.State.UNKNOWN));
      return;
    }
    String[] names = dispatch.handlers();
    String route = dispatch.route();
    String operation = dispatch.operation();
    String got =
        (names == null ? "" : names[0] + " ")
            + (route == null ? "" : route + " ")
            + (operation == null ? "" : operation);
    boolean holds = LateRules.hold(rule, dispatch, rule.effect() == Effect.DENY);
    all.add(
        new Attribute(
            "handler", asked, got.trim(), holds ? Attribute.State.HOLDS : Attribute.State.FAILS));
  }

  private static void add(
      List<Attribute> all, String name, Collection<?> asked, String got, boolean holds) {
    String list =
        asked.isEmpty()
            ? "none"
            : asked.stream().map(String::valueOf).collect(Collectors.joining(", "));
    all.add(new Attribute(name, list, got, holds ? Attribute.State.HOLDS : Attribute.State.FAILS));
  }

  private static boolean path(Rule rule, String path) {
    for (PathPattern pattern : rule.paths()) {
      if (rule.effect() == Effect.ALLOW ? pattern.matches(path) : pattern.matchesAnyReading(path)) {
        return true;
      }
    }
    return false;
  }

  /** Who asks, and the roles that are known of it: the token's, and those of {@code roles:}. */
  private static String who(Subject subject) {
    Principal principal = subject.principal();
    if (principal == null) {
      return "anonymous";
    }
    Set<String> roles = new LinkedHashSet<>(principal.roles());
    for (String name : subject.policy().roleNames()) {
      if (subject.isAny(Collections.singletonList(new Who(Who.Kind.ROLE, name)), false)) {
        roles.add(name);
      }
    }
    String client = principal.clientId();
    return principal.id()
        + (client == null ? "" : " by client " + client)
        + (roles.isEmpty() ? ", no roles" : ", roles " + String.join(" ", roles));
  }

  private static List<String> words(List<Who> entries) {
    return entries.stream().map(Who::word).collect(Collectors.toList());
  }

  private static String address(Subject subject) {
    try {
      return InetAddress.getByAddress(subject.client()).getHostAddress();
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 octets", impossible);
    }
  }

  /** The rule. */
  public Rule rule() {
    return rule;
  }

  /** What it asks for, in the order in which the file's reference lists the keys. */
  public List<Attribute> attributes() {
    return attributes;
  }

  /** The attributes that do not hold. */
  public List<Attribute> failing() {
    return attributes.stream()
        .filter(attribute -> attribute.state() == Attribute.State.FAILS)
        .collect(Collectors.toList());
  }

  /** Whether all holds that is known. */
  public boolean possible() {
    return failing().isEmpty();
  }

  /** Whether all holds, and all is known. */
  public boolean matches() {
    return attributes.stream().allMatch(one -> one.state() == Attribute.State.HOLDS);
  }
}
