package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules that a request's path and host match, at a cost that the depth of the path sets
 * and not the number of rules.
 *
 * <p>Allows are found by the exact path, denies by any reading of it (case folded, trailing slashes
 * cut): each kind has a trie of its own.
 */
public final class RuleIndex {

  private final List<Rule> rules;
  private final PathTrie allows = new PathTrie();
  private final PathTrie denies = new PathTrie();

  /** Compiles the rules. */
  public RuleIndex(List<Rule> rules) {
    this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
    for (Rule rule : rules) {
      for (PathPattern path : rule.paths()) {
        if (rule.effect() == Effect.ALLOW) {
          allows.add(path, rule, false);
        } else {
          denies.add(path, rule, true);
        }
      }
    }
  }

  /**
   * The allow rules that match, in file order.
   *
   * @param host in lower case, without port; null if none was named: rules with hosts don't match
   */
  public List<Rule> allows(@Nullable String host, String path) {
    return ordered(allows.find(path, host, false));
  }

  /** The deny rules that match under any reading, in file order; no host matches every rule. */
  public List<Rule> denies(@Nullable String host, String path) {
    String reading = Folding.trimmed(Folding.fold(path));
    return ordered(denies.find(reading, host, true));
  }

  /** Whether a rule is for a host, as {@link #allows} and {@link #denies} find it. */
  public static boolean isForHost(Rule rule, @Nullable String host) {
    HostRules alone = new HostRules();
    alone.add(rule);
    List<Rule> found = new ArrayList<>(1);
    alone.addTo(found, host, rule.effect() == Effect.DENY);
    return !found.isEmpty();
  }

  private static List<Rule> ordered(List<Rule> found) {
    if (found.size() > 1) {
      found.sort(Comparator.comparingInt(Rule::order));
      // A rule with two patterns that match stands there twice, side by side.
      for (int i = found.size() - 1; i > 0; i--) {
        if (found.get(i) == found.get(i - 1)) {
          found.remove(i);
        }
      }
    }
    return found;
  }

  /** Whether an allow rule other than by {@code /**} matches the path. */
  public boolean names(String path) {
    return allows.named(path);
  }

  /** The deny rules that cover a servlet mapping wholly, in file order. Looks at every rule. */
  public List<Rule> deniesCovering(String mapping) {
    return covering(mapping, Effect.DENY);
  }

  /** The allow rules that cover a servlet mapping wholly, in file order. Looks at every rule. */
  public List<Rule> allowsCovering(String mapping) {
    return covering(mapping, Effect.ALLOW);
  }

  private List<Rule> covering(String mapping, Effect effect) {
    TreeMap<Integer, Rule> covering = new TreeMap<>();
    for (Rule rule : rules) {
      if (rule.effect() == effect && rule.paths().stream().anyMatch(p -> p.covers(mapping))) {
        covering.put(rule.order(), rule);
      }
    }
    return new ArrayList<>(covering.values());
  }
}
