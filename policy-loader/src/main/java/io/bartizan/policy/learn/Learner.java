package io.bartizan.policy.learn;

import io.bartizan.policy.LateAttributes;
import io.bartizan.policy.PathPattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what was seen, and tells what policy it makes. Its memory is bounded by what is
 * distinct: places of paths, and who did what there. Not for several threads.
 */
public final class Learner {

  /** Places in the tree of paths. */
  static final int MAX_NODES = 50_000;

  /** Who did what where, told apart. */
  static final int MAX_USES = 50_000;

  /** Hosts with ports, which whoever asks makes up. */
  static final int MAX_SITES = 256;

  private static final int MAX_DEPTH = 32;

  /** Characters of a path; the trail cuts at 2,048, and what it cut is another path. */
  private static final int MAX_PATH = 1_024;

  private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z0-9_-]{0,31}");

  /** As the policy has it. */
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\]");

  private final List<Template> templates = new ArrayList<>();
  private final Map<String, Template> routes = new HashMap<>();
  private final Node root = new Node();
  private final Sites sites;
  private final Map<Party, Evidence> parties = new HashMap<>();
  private final Evidence all = new Evidence();
  private final Map<String, Long> leftOut = new LinkedHashMap<>();
  private int nodes;
  private int uses;
  private boolean bounded;

  /**
   * A learner.
   *
   * @param templates route templates that can't be seen in paths, such as {@code /users/{name}}
   * @param hosts the hosts to learn of; empty for those that enough of the traffic asked for
   * @throws IllegalArgumentException if a template is none
   */
  public Learner(List<String> templates, Set<String> hosts) {
    for (String text : templates) {
      Template template = Template.of(text);
      if (template == null) {
        throw new IllegalArgumentException(
            "'" + text + "' is no route template: write /users/{name}");
      }
      this.templates.add(template);
    }
    Set<String> pinned = new TreeSet<>();
    hosts.forEach(host -> pinned.add(host.toLowerCase(Locale.ROOT)));
    this.sites = new Sites(pinned);
  }

  /**
   * Takes in one request that went well.
   *
   * @return whether it was; if not, {@link #leftOut()} tells
   */
  public boolean learn(Observation seen) {
    String why = unusable(seen);
    if (why == null) {
      why = take(seen);
    }
    if (why != null) {
      leaveOut(why);
    }
    return why == null;
  }

  /** Counts one request that nothing is learned from, for the reason given. */
  public void leaveOut(String why) {
    leftOut.merge(why, 1L, Long::sum);
  }

  /** How many requests nothing was learned from, by the reason. */
  public Map<String, Long> leftOut() {
    return new LinkedHashMap<>(leftOut);
  }

  /** Whether a bound was met, so that there was more to learn. */
  public boolean bounded() {
    return bounded;
  }

  private static @Nullable String unusable(Observation seen) {
    if (!METHOD.matcher(seen.method).matches()) {
      return "a method that no policy can name";
    }
    if (!HOST.matcher(seen.host).matches()) {
      return "a host that no policy can name";
    }
    if (seen.operation != null && !LateAttributes.isOperation(seen.operation)) {
      return "an operation that no policy can name";
    }
    return literal(seen.path) ? null : "a path that no policy can name";
  }

  /** Whether a path, written as a pattern, matches itself and nothing else. */
  private static boolean literal(String path) {
    if (path.indexOf('*') >= 0 || path.indexOf('{') >= 0 || path.indexOf('}') >= 0) {
      return false;
    }
    try {
      return Word.plain(path, MAX_PATH) && PathPattern.parse(path).matches(path);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private @Nullable String take(Observation seen) {
    String[] segments = seen.path.substring(1).split("/", -1);
    if (segments.length > MAX_DEPTH) {
      return "a path that no policy can name";
    }
    if (!sites.add(seen)) {
      bounded = true;
      return "more than " + MAX_SITES + " hosts";
    }
    Node end = place(segments, template(seen, segments));
    Use use = new Use(new Action(seen.method, seen.operation), seen.host, seen.port, seen.party);
    Evidence evidence = end == null ? null : end.uses.get(use);
    if (end == null || evidence == null && uses == MAX_USES) {
      bounded = true;
      return "more than " + MAX_NODES + " places of paths, or " + MAX_USES + " uses of them";
    }
    if (evidence == null) {
      uses++;
      evidence = new Evidence();
      end.uses.put(use, evidence);
    }
    evidence.add(seen);
    all.add(seen);
    parties.computeIfAbsent(seen.party, p -> new Evidence()).add(seen);
    return null;
  }

  private @Nullable Template template(Observation seen, String[] segments) {
    String route = seen.route;
    if (route != null) {
      Template known = routes.get(route);
      if (known == null && routes.size() < MAX_NODES) {
        known = Template.of(route);
        if (known != null) {
          routes.put(route, known);
        }
      }
      if (known != null && known.matches(segments)) {
        return known;
      }
    }
    for (Template one : templates) {
      if (one.matches(segments)) {
        return one;
      }
    }
    return null;
  }

  private @Nullable Node place(String[] segments, @Nullable Template template) {
    Node at = root;
    for (int i = 0; i < segments.length; i++) {
      Template.Part part = template == null ? null : template.parts.get(i);
      Node next = next(at, segments[i], part);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  private @Nullable Node next(Node at, String segment, Template.@Nullable Part part) {
    if (part != null && (part.variable || part.glob())) {
      Node next = child(at.variables, part.text);
      if (next != null) {
        next.valueOfVariable(segment);
      }
      return next;
    }
    Shape shape = part == null ? Shape.of(segment) : null;
    if (shape != null) {
      Node next = child(at.shapes, shape.expression);
      if (next != null) {
        next.shape = shape;
        next.value(segment);
      }
      return next;
    }
    if (at.names.size() >= Node.MAX_NAMES && !at.names.containsKey(segment)) {
      if (at.spill == null) {
        at.spill = new Node();
      }
      return at.spill;
    }
    return child(at.names, segment);
  }

  private @Nullable Node child(Map<String, Node> children, String key) {
    Node child = children.get(key);
    if (child == null && nodes < MAX_NODES) {
      nodes++;
      child = new Node();
      children.put(key, child);
    }
    return child;
  }

  /** What all of it comes to; may be asked again after something was contradicted. */
  public Lesson lesson() {
    return new Drafts(root, sites, parties, all).lesson();
  }
}
