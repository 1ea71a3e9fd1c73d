package io.bartizan.engine.authorization;

import io.bartizan.gate.Dispatch;
import io.bartizan.policy.Rule;
import io.bartizan.policy.RuleIndex;
import io.bartizan.policy.condition.Condition.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a permit reaches a handler: at once where it stands on the permitted path, and by the
 * rules where a forward, an include, a named dispatcher, an error or a second mapping led to it.
 *
 * <p>A target that no rule names inherits the permit; a target that some rule names must satisfy
 * that rule too, with the same principal. A rule names a path if one of its patterns other than
 * {@code /**} matches it, and a servlet if one covers a mapping of it wholly.
 */
public final class Dispatches {

  /** Sets of mappings that are remembered; applications have some, and deploy new ones rarely. */
  private static final int MAX_REMEMBERED = 10_000;

  /**
   * By the rules that there are, and the mappings' texts: a servlet that is deployed again finds
   * what its forerunner left.
   */
  private final ConcurrentMap<RuleIndex, ConcurrentMap<List<String>, Covering>> covering =
      new ConcurrentHashMap<>();

  /**
   * Judges a dispatch.
   *
   * @param itinerary told where the dispatch goes elsewhere and is not refused for it
   * @return null if the permit reaches the handler; otherwise why not, with the rule's name if a
   *     deny decided
   */
  public @Nullable String refusal(
      Subject subject,
      String permittedMethod,
      String permittedPath,
      Dispatch dispatch,
      Itinerary itinerary) {
    boolean samePath = dispatch.hasPath(permittedPath);
    String method = dispatch.method();
    boolean sameMethod = permittedMethod.equals(method) || dispatch.kind().equals("ERROR");
    String[] mappings = dispatch.mappings();
    Covering rules = mappings == null ? Covering.NONE : covering(subject.rules(), mappings);
    Rule denied = Authorizer.firstDeny(subject, method, dispatch.path(), rules.denies);
    if (denied != null) {
      return "rule " + denied.name();
    }
    if (!samePath || !sameMethod) {
      String refused = path(subject, method, dispatch, !sameMethod);
      if (refused != null) {
        return refused;
      }
      if (!dispatch.resource() && !dispatch.kind().equals("REQUEST")) {
        itinerary.movedOn();
      }
    }
    if (!rules.allows.isEmpty() && !dispatch.mappedByPath()) {
      return any(subject, method, rules.allows, dispatch) ? null : "no rule allows this servlet";
    }
    return null;
  }

  private @Nullable String path(Subject subject, String method, Dispatch dispatch, boolean always) {
    String path = dispatch.path();
    String canonical = Canonical.path(path);
    Rule denied =
        Authorizer.firstDeny(subject, method, path, subject.rules().denies(subject.host(), path));
    if (denied == null && !canonical.equals(path)) {
      denied =
          Authorizer.firstDeny(
              subject, method, canonical, subject.rules().denies(subject.host(), canonical));
    }
    if (denied != null) {
      return "rule " + denied.name();
    }
    boolean named = always || subject.rules().names(path) || subject.rules().names(canonical);
    if (named && !any(subject, method, subject.rules().allows(subject.host(), path), dispatch)) {
      return "no rule allows this target";
    }
    return null;
  }

  private static boolean any(Subject subject, String method, List<Rule> rules, Dispatch dispatch) {
    for (Rule rule : rules) {
      if (Authorizer.allows(subject, method, rule)
          && (dispatch.leadsOn() || LateRules.hold(rule, dispatch, false))) {
        Outcome when = subject.when(rule, dispatch.path(), dispatch);
        if (when == Outcome.TRUE || (when == Outcome.LATE && dispatch.leadsOn())) {
          return true;
        }
      }
    }
    return false;
  }

  private Covering covering(RuleIndex rules, String[] mappings) {
    ConcurrentMap<List<String>, Covering> known = covering.get(rules);
    if (known == null) {
      // What a rule has expired of is not asked again.
      covering.clear();
      known = covering.computeIfAbsent(rules, made -> new ConcurrentHashMap<>());
    }
    Covering found = known.get(Arrays.asList(mappings));
    if (found == null) {
      found = new Covering(rules, mappings);
      if (known.size() < MAX_REMEMBERED) {
        known.put(Arrays.asList(mappings.clone()), found);
      }
    }
    return found;
  }

  /** The rules that cover a mapping wholly. */
  private static final class Covering {
    static final Covering NONE = new Covering();

    final List<Rule> denies;
    final List<Rule> allows;

    private Covering() {
      denies = new ArrayList<>();
      allows = new ArrayList<>();
    }

    Covering(RuleIndex rules, String[] mappings) {
      Map<Integer, Rule> denying = new LinkedHashMap<>();
      Map<Integer, Rule> allowing = new LinkedHashMap<>();
      for (String mapping : mappings) {
        rules.deniesCovering(mapping).forEach(r -> denying.put(r.order(), r));
        rules.allowsCovering(mapping).forEach(r -> allowing.put(r.order(), r));
      }
      denies = new ArrayList<>(denying.values());
      // An allow of everything names no servlet in particular, so it can only ever satisfy.
      boolean named =
          allowing.values().stream()
              .anyMatch(r -> r.paths().stream().noneMatch(p -> p.universal()));
      allows = named ? new ArrayList<>(allowing.values()) : new ArrayList<>();
    }
  }
}
