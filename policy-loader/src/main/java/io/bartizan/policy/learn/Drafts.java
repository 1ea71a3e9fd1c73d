package io.bartizan.policy.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Walks the tree of paths and makes rules of it, in the order of their paths. */
final class Drafts {

  /** Fewer requests are thin evidence. */
  static final int FEW = 5;

  /** So many paths may stand in one rule; what would need more is not learned. */
  private static final int MAX_PATHS = 8;

  /** Less than the 8,192 characters that a condition may have. */
  private static final int MAX_CONDITION = 8_000;

  private final Node root;
  private final Sites sites;
  private final Map<Party, Evidence> parties;
  private final Names names = new Names();
  private final Lesson lesson;
  private final Map<String, Long> strange = new TreeMap<>();

  Drafts(Node root, Sites sites, Map<Party, Evidence> parties, Evidence all) {
    this.root = root;
    this.sites = sites;
    this.parties = parties;
    this.lesson = new Lesson(all);
  }

  Lesson lesson() {
    walk(root, new ArrayList<>());
    strange.forEach(
        (host, count) ->
            lesson.leftOut.add(
                Word.count(count, "request", "requests")
                    + " for the host "
                    + host
                    + ": hardly anybody asks for it; learn it with --host"));
    return lesson;
  }

  private void walk(Node node, List<Step> steps) {
    rules(node, steps);
    Varied varied = new Varied(node);
    if (varied.lost != null) {
      lesson.leftOut.add("below " + text(steps) + ": " + varied.lost);
    }
    varied.names.forEach(
        (name, child) -> walk(child, with(steps, Step.texts(Arrays.asList(name)))));
    Node one = varied.variable;
    if (one != null) {
      String name = variable(steps);
      walk(one, with(steps, Step.variable(name, Collections.emptyList(), varied.names.keySet())));
    }
    node.shapes.forEach((expression, child) -> walkShape(varied.names.keySet(), child, steps));
    node.variables.forEach(
        (text, child) -> walkVariable(varied.names.keySet(), text, child, steps));
  }

  private void walkShape(Set<String> beside, Node child, List<Step> steps) {
    Shape shape = child.shape;
    if (shape == null || child.values.size() < Node.MIN_VALUES) {
      walk(child, with(steps, Step.texts(child.values)));
      return;
    }
    Set<String> fixed = new TreeSet<>();
    for (String name : beside) {
      if (name.matches("(?i)" + shape.expression)) {
        fixed.add(name);
      }
    }
    String name = variable(steps);
    walk(child, with(steps, Step.variable(name, Collections.singletonList(shape), fixed)));
  }

  private void walkVariable(Set<String> beside, String text, Node child, List<Step> steps) {
    if (!text.startsWith("{")) {
      walk(child, with(steps, Step.texts(Arrays.asList(text))));
      return;
    }
    String wanted = text.substring(1, text.length() - 1);
    String name = taken(steps).contains(wanted) ? variable(steps) : wanted;
    Map<String, Shape> seen = child.seen;
    List<Shape> shapes = new ArrayList<>();
    if (seen != null && child.values.size() >= Node.MIN_VALUES) {
      shapes.addAll(seen.values());
    }
    Set<String> fixed = new TreeSet<>();
    for (String one : beside) {
      boolean possible =
          shapes.isEmpty() || shapes.stream().anyMatch(s -> one.matches("(?i)" + s.expression));
      if (possible && !one.isEmpty() && !child.taken.contains(one)) {
        fixed.add(one);
      }
    }
    walk(child, with(steps, Step.variable(name, shapes, fixed)));
  }

  private static List<Step> with(List<Step> steps, Step step) {
    List<Step> more = new ArrayList<>(steps);
    more.add(step);
    return more;
  }

  private static Set<String> taken(List<Step> steps) {
    Set<String> taken = new HashSet<>();
    steps.forEach(step -> taken.add(String.valueOf(step.variable)));
    taken.remove("null");
    return taken;
  }

  private static String variable(List<Step> steps) {
    String before = steps.isEmpty() ? "" : steps.get(steps.size() - 1).text();
    return Names.variable(before, taken(steps));
  }

  private static String text(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    steps.forEach(step -> text.append('/').append(step.text()));
    return text.length() == 0 ? "/" : text.toString();
  }

  /** The rules of one path: what was done alike, of alike hosts and people, is one. */
  private void rules(Node node, List<Step> steps) {
    if (node.uses.isEmpty()) {
      return;
    }
    List<String> paths = paths(steps);
    if (paths.size() > MAX_PATHS) {
      lesson.leftOut.add(text(steps) + ": too few values at too many places to tell which vary");
      return;
    }
    int conditions = 0;
    for (Step step : steps) {
      conditions += String.join(" && ", step.conditions()).length() + 4;
    }
    if (conditions > MAX_CONDITION) {
      lesson.leftOut.add(text(steps) + ": too many names beside the variable");
      return;
    }
    Map<Alike, Uses> rules = new LinkedHashMap<>();
    new TreeMap<>(actions(node))
        .forEach(
            (action, bySite) ->
                Uses.of(action, text(steps), bySite, refused(node, action), parties, sites)
                    .forEach(
                        (alike, uses) ->
                            rules.computeIfAbsent(alike, a -> new Uses()).add(action, uses)));
    List<String> segments = new ArrayList<>();
    steps.forEach(step -> segments.add(step.text()));
    rules.forEach(
        (alike, uses) -> {
          lesson.leftOut.addAll(uses.leftOut);
          if (!alike.who.isEmpty()) {
            lesson.rules.add(
                rule(
                    node,
                    steps,
                    paths,
                    alike,
                    uses,
                    names.rule(segments, uses, rules.size() == 1)));
          }
        });
  }

  private LearnedRule rule(
      Node node, List<Step> steps, List<String> paths, Alike alike, Uses uses, String name) {
    StringBuilder sample = new StringBuilder();
    List<String> conditions = new ArrayList<>();
    for (Step step : steps) {
      sample.append('/').append(step.sample());
      conditions.addAll(step.conditions());
    }
    LearnedRule rule =
        new LearnedRule(
            node,
            name,
            uses.methods(),
            uses.operations,
            alike.hosts,
            alike.ports,
            paths,
            conditions,
            alike.who,
            sample.toString());
    rule.evidence.putAll(uses.evidence);
    rule.reviews.addAll(uses.reviews());
    if (steps.stream().anyMatch(step -> step.texts.size() > 1)) {
      rule.reviews.add("perhaps a variable: only these values were seen");
    }
    if (steps.stream().anyMatch(step -> step.variable != null && step.conditions().isEmpty())) {
      rule.reviews.add("any value of the variable, also the name of a route that nobody used");
    }
    if (uses.operations.isEmpty() && node.invokes(uses.methods())) {
      rule.reviews.add("permits every operation: what was asked for was not told to the agent");
    }
    if (alike.who.contains("anyone")) {
      rule.reviews.add("open to everybody: was that meant, or did the application just answer?");
    }
    lesson.learned += uses.learned;
    return rule;
  }

  /** By action and site; hosts that are taken for made up are left out. */
  private Map<Action, Map<Site, Map<Party, Evidence>>> actions(Node node) {
    Map<Action, Map<Site, Map<Party, Evidence>>> actions = new HashMap<>();
    node.uses.forEach(
        (use, evidence) -> {
          if (node.barred.contains(use.action)) {
            lesson.leftOut.add(
                use.action
                    + ": "
                    + evidence.count
                    + " requests, because others of them were refused");
          } else if (sites.known(use.host)) {
            actions
                .computeIfAbsent(use.action, a -> new TreeMap<>())
                .computeIfAbsent(new Site(use.host, use.port), s -> new LinkedHashMap<>())
                .put(use.party, evidence);
          } else if (strange.size() < Learner.MAX_SITES) {
            strange.merge(Word.comment(use.host), evidence.count, Long::sum);
          }
        });
    return actions;
  }

  private static Set<Party> refused(Node node, Action action) {
    Set<Party> refused = new HashSet<>(node.refused.getOrDefault(action, Collections.emptySet()));
    if (action.method.equals("GET")) {
      Action head = new Action("HEAD", action.operation);
      refused.addAll(node.refused.getOrDefault(head, Collections.emptySet()));
    }
    return refused;
  }

  private static List<String> paths(List<Step> steps) {
    List<String> paths = new ArrayList<>(Collections.singletonList(""));
    for (Step step : steps) {
      List<String> more = new ArrayList<>();
      for (String path : paths) {
        if (step.variable != null) {
          more.add(path + "/" + step.text());
        }
        step.texts.forEach(text -> more.add(path + "/" + text));
      }
      paths = more;
      if (paths.size() > MAX_PATHS) {
        return paths;
      }
    }
    return paths;
  }
}
