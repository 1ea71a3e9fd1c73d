package io.bartizan.policy.learn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A place in the tree of paths: what follows it, and what was done with the path that ends here.
 */
final class Node {

  /** Fewer values of a shape are no variable yet: each is a path of its own. */
  static final int MIN_VALUES = 3;

  /** The names of routes below one place; what comes later goes into {@link #spill}. */
  static final int MAX_NAMES = 10_000;

  /** Segments that are names. */
  final Map<String, Node> names = new TreeMap<>();

  /** Segments that are ids by their shape, by its expression. */
  final Map<String, Node> shapes = new TreeMap<>();

  /** Segments that a template says to be variable, by what stands in the template. */
  final Map<String, Node> variables = new TreeMap<>();

  /** Names beyond {@link #MAX_NAMES}, as if they were one. */
  @Nullable Node spill;

  /** What was done, by action, site and party. */
  final Map<Use, Evidence> uses = new HashMap<>();

  /** What a rule of this path must not permit, because the like of it was refused. */
  final Map<Action, Set<Party>> refused = new HashMap<>();

  /** The shape that led here; null for a name or a template's variable. */
  @Nullable Shape shape;

  /** Values that led here, up to {@link #MIN_VALUES}. */
  final Set<String> values = new TreeSet<>();

  /** Shapes of the values of a template's variable; null once one has none, or they are many. */
  @Nullable Map<String, Shape> seen = new TreeMap<>();

  /** Names among the values of a template's variable: those are no routes beside it. */
  final Set<String> taken = new HashSet<>();

  /** Actions of which nothing is learned here: what was refused could not be told apart. */
  final Set<Action> barred = new HashSet<>();

  void value(String value) {
    if (values.size() < MIN_VALUES) {
      values.add(value);
    }
  }

  void valueOfVariable(String value) {
    value(value);
    if (taken.size() < MAX_NAMES) {
      taken.add(value);
    }
    Shape found = seen == null ? null : Shape.of(value);
    if (seen != null && found != null) {
      seen.put(found.expression, found);
    }
    if (found == null || seen == null || seen.size() > 2) {
      seen = null;
    }
  }

  /** All that was seen here and below. */
  Evidence whole() {
    Evidence whole = new Evidence();
    uses.values().forEach(whole::add);
    for (Map<String, Node> children : Arrays.asList(names, shapes, variables)) {
      children.values().forEach(child -> whole.add(child.whole()));
    }
    if (spill != null) {
      whole.add(spill.whole());
    }
    return whole;
  }

  /** What was done here and below, and by whom: of values of one variable much the same. */
  Set<String> deeds() {
    Set<String> deeds = new HashSet<>();
    deeds("", deeds);
    return deeds;
  }

  private void deeds(String path, Set<String> deeds) {
    uses.keySet().forEach(use -> deeds.add(path + ' ' + use.action + " by " + use.party));
    for (Map<String, Node> children : Arrays.asList(names, shapes, variables)) {
      children.forEach((name, child) -> child.deeds(path + '/' + name, deeds));
    }
    if (spill != null) {
      spill.deeds(path + "/*", deeds);
    }
  }

  /** Whether operations were invoked here by one of these methods. */
  boolean invokes(Set<String> methods) {
    return uses.keySet().stream()
        .anyMatch(use -> use.action.operation != null && methods.contains(use.action.method));
  }

  /** Whether an operation was invoked here. */
  boolean invokes(String operation) {
    return uses.keySet().stream().anyMatch(use -> operation.equals(use.action.operation));
  }

  /** Takes in what another one has. */
  void merge(Node other) {
    other.uses.forEach((use, seen) -> uses.computeIfAbsent(use, u -> new Evidence()).add(seen));
    other.refused.forEach(
        (action, all) -> refused.computeIfAbsent(action, a -> new HashSet<>()).addAll(all));
    merge(names, other.names);
    merge(shapes, other.shapes);
    merge(variables, other.variables);
    barred.addAll(other.barred);
    taken.addAll(other.taken);
    other.values.forEach(this::value);
    if (shape == null) {
      shape = other.shape;
    }
    if (other.seen == null) {
      seen = null;
    } else if (seen != null) {
      seen.putAll(other.seen);
    }
    if (other.spill != null) {
      spill = spill == null ? new Node() : spill;
      spill.merge(other.spill);
    }
  }

  private static void merge(Map<String, Node> into, Map<String, Node> from) {
    from.forEach((name, child) -> into.computeIfAbsent(name, n -> new Node()).merge(child));
  }
}
