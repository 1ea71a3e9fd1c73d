package io.bartizan.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules by the segments of their path patterns. */
final class PathTrie {

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<Glob, Node> globs = new HashMap<>();
    private final HostRules here = new HostRules();
    private final HostRules below = new HostRules();
    private final Map<Glob, HostRules> belowEndingIn = new HashMap<>();
  }

  private final Node root = new Node();

  /** Adds a rule under a pattern, in the folded form if this trie holds denies. */
  void add(PathPattern pattern, Rule rule, boolean folded) {
    Node at = root;
    for (PathPattern.Segment plain : pattern.segments()) {
      PathPattern.Segment segment = folded ? plain.folded() : plain;
      String literal = segment.literal();
      if (folded && "".equals(literal)) {
        // Readings have no trailing slash: the pattern ends here.
        break;
      }
      Glob glob = segment.glob();
      at =
          glob != null
              ? at.globs.computeIfAbsent(glob, text -> new Node())
              : at.literals.computeIfAbsent(String.valueOf(literal), text -> new Node());
    }
    Glob last = pattern.lastGlob();
    if (!pattern.deep()) {
      at.here.add(rule);
    } else if (last == null) {
      at.below.add(rule);
    } else {
      at.belowEndingIn
          .computeIfAbsent(folded ? last.folded() : last, text -> new HostRules())
          .add(rule);
    }
  }

  /**
   * The rules that match a path and a host, in no order; may be empty.
   *
   * @param denying whether no host matches the rules of every host, and the root has no segment
   */
  List<Rule> find(String path, @Nullable String host, boolean denying) {
    List<Rule> found = new ArrayList<>(4);
    if (path.startsWith("/")) {
      find(root, path, denying && path.length() == 1 ? 2 : 1, host, denying, found);
    }
    return found;
  }

  /** Collects from a node whose remaining path begins at an index; after the end means none. */
  private static void find(
      Node node, String path, int from, @Nullable String host, boolean every, List<Rule> found) {
    node.below.addTo(found, host, every);
    if (from > path.length()) {
      node.here.addTo(found, host, every);
      return;
    }
    if (!node.belowEndingIn.isEmpty()) {
      String last = path.substring(path.lastIndexOf('/') + 1);
      for (Map.Entry<Glob, HostRules> ending : node.belowEndingIn.entrySet()) {
        if (ending.getKey().matches(last)) {
          ending.getValue().addTo(found, host, every);
        }
      }
    }
    int slash = path.indexOf('/', from);
    int end = slash < 0 ? path.length() : slash;
    String segment = path.substring(from, end);
    Node literal = node.literals.get(segment);
    if (literal != null) {
      find(literal, path, end + 1, host, every, found);
    }
    if (!node.globs.isEmpty()) {
      for (Map.Entry<Glob, Node> glob : node.globs.entrySet()) {
        if (glob.getKey().matches(segment)) {
          find(glob.getValue(), path, end + 1, host, every, found);
        }
      }
    }
  }

  /** Whether a rule stands on the path by a pattern other than {@code /**}. */
  boolean named(String path) {
    for (Rule rule : find(path, null, true)) {
      for (PathPattern pattern : rule.paths()) {
        if (!pattern.universal() && pattern.matches(path)) {
          return true;
        }
      }
    }
    return false;
  }
}
