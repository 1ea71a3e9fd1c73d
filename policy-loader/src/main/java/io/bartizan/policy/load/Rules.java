package io.bartizan.policy.load;

import io.bartizan.policy.Effect;
import io.bartizan.policy.LateAttributes;
import io.bartizan.policy.PathPattern;
import io.bartizan.policy.Rule;
import io.bartizan.policy.Tolerance;
import io.bartizan.policy.Verbosity;
import io.bartizan.policy.condition.Condition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code rules}. */
final class Rules {

  private static final int MAX_PORT = 65535;

  private final Path file;
  private final Problems problems;
  private final Roles roles;
  private final WhoReader who;
  private final Conditions conditions;
  private final Set<String> names;
  private final int before;
  private final ValidityReader validity;

  Rules(Path file, Problems problems, Roles roles, Conditions conditions) {
    this(file, problems, roles, conditions, new HashSet<>(), 0, false);
  }

  private Rules(
      Path file,
      Problems problems,
      Roles roles,
      Conditions conditions,
      Set<String> names,
      int before,
      boolean included) {
    this.file = file;
    this.problems = problems;
    this.roles = roles;
    this.conditions = conditions;
    this.who = new WhoReader(problems, roles);
    this.names = names;
    this.before = before;
    this.validity = new ValidityReader(included, problems);
  }

  /** For the rules of another file that stand after so many. */
  Rules in(Path other, Problems told, int so) {
    return new Rules(other, told, roles, conditions, names, so, true);
  }

  List<Rule> read(List<Tree> items) {
    List<Rule> rules = new ArrayList<>();
    for (Tree item : items) {
      Rule rule = rule(item, before + rules.size());
      if (rule != null) {
        if (!names.add(rule.name())) {
          problems.add(
              Code.BZ1016, item, "a second rule is named '" + rule.name() + "'", "rename one");
        }
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable Rule rule(Tree item, int order) {
    Fields fields =
        Fields.of(
            item,
            "a rule",
            problems,
            "name",
            "allow",
            "deny",
            "from",
            "who",
            "except",
            "when",
            "tolerate",
            "mode",
            "sample",
            "expires",
            "audit");
    if (fields == null) {
      return null;
    }
    Tree allow = fields.get("allow");
    Tree deny = fields.get("deny");
    if ((allow == null) == (deny == null)) {
      problems.add(
          Code.BZ1008,
          item,
          "a rule has either 'allow' or 'deny'",
          "write allow: {method: [GET], path: /x/**} or the same with deny");
      return null;
    }
    Effect effect = allow == null ? Effect.DENY : Effect.ALLOW;
    Fields target =
        Fields.of(
            allow == null ? deny : allow,
            "'" + (allow == null ? "deny" : "allow") + "'",
            problems,
            "method",
            "host",
            "port",
            "path",
            "handler",
            "route",
            "operation");
    if (target == null) {
      return null;
    }
    Tree.Scalar name = fields.text("name");
    List<PathPattern> paths = paths(target);
    LateAttributes late = LateReader.read(target, effect == Effect.DENY, problems);
    return new Rule(
        order,
        name == null ? "rule-" + (order + 1) : name.text,
        file,
        item.line,
        effect,
        methods(target),
        hosts(target),
        ports(target.texts("port"), problems),
        paths,
        PolicyReader.networks(fields.texts("from"), problems),
        who.read(fields, "who", effect),
        who.read(fields, "except", null),
        tolerances(fields),
        late,
        when(fields, paths, !late.handlers().isEmpty() || !late.routes().isEmpty()),
        validity.read(fields, target.get("path") != null),
        verbosity(fields));
  }

  private Verbosity verbosity(Fields fields) {
    Tree.Scalar word = fields.text("audit");
    List<String> words = new ArrayList<>();
    for (Verbosity one : Verbosity.values()) {
      if (word != null && one.word().equals(word.text)) {
        return one;
      }
      words.add(one.word());
    }
    if (word != null) {
      problems.add(
          Code.BZ1010,
          word,
          "what the trail tells of a rule's requests can't be '" + word.text + "'",
          Suggestion.among(word.text, words.toArray(new String[0])));
    }
    return Verbosity.STANDARD;
  }

  private @Nullable Condition when(Fields fields, List<PathPattern> paths, boolean route) {
    Tree.Scalar text = fields.text("when");
    if (text == null) {
      return null;
    }
    Set<String> variables = new LinkedHashSet<>();
    paths.forEach(path -> variables.addAll(path.variables()));
    return conditions.rule(text, variables, route, problems);
  }

  private Set<String> methods(Fields target) {
    Set<String> methods = new LinkedHashSet<>();
    for (Tree.Scalar text : target.texts("method")) {
      boolean upper = text.text.equals(text.text.toUpperCase(Locale.ROOT));
      if (!text.text.equals("*") && (!upper || !text.text.matches("[A-Z][A-Z0-9_-]*"))) {
        problems.add(
            Code.BZ1010,
            text,
            "'" + text.text + "' is no method",
            upper ? "write '*' for every method" : "write " + text.text.toUpperCase(Locale.ROOT));
      }
      methods.add(text.text);
    }
    return methods;
  }

  private Set<String> hosts(Fields target) {
    Set<String> hosts = new LinkedHashSet<>();
    for (Tree.Scalar text : target.texts("host")) {
      String host = text.text.toLowerCase(Locale.ROOT);
      if (!host.matches("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\]")) {
        problems.add(
            Code.BZ1010,
            text,
            "'" + text.text + "' is no host name",
            "write orders.example.com or *.example.com, without a port");
      }
      hosts.add(host);
    }
    return hosts;
  }

  /** Ports, each entry told that is none. */
  static Set<Integer> ports(List<Tree.Scalar> texts, Problems problems) {
    Set<Integer> ports = new LinkedHashSet<>();
    for (Tree.Scalar text : texts) {
      int port = text.text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text.text) : 0;
      if (port < 1 || port > MAX_PORT) {
        problems.add(
            Code.BZ1010, text, "'" + text.text + "' is no port", "a port is 1 to " + MAX_PORT);
      }
      ports.add(port);
    }
    return ports;
  }

  private List<PathPattern> paths(Fields target) {
    if (target.get("path") == null) {
      return Collections.singletonList(PathPattern.parse("/**"));
    }
    List<PathPattern> paths = new ArrayList<>();
    for (Tree.Scalar text : target.texts("path")) {
      try {
        paths.add(PathPattern.parse(text.text));
      } catch (IllegalArgumentException wrong) {
        problems.add(
            Code.BZ1011, text, "'" + text.text + "' is no path pattern", wrong.getMessage());
      }
    }
    return paths;
  }

  private Set<Tolerance> tolerances(Fields fields) {
    Set<Tolerance> tolerances = new LinkedHashSet<>();
    for (Tree.Scalar text : fields.texts("tolerate")) {
      Tolerance found = null;
      List<String> words = new ArrayList<>();
      for (Tolerance one : Tolerance.values()) {
        words.add(one.word());
        found = one.word().equals(text.text) ? one : found;
      }
      if (found == null) {
        problems.add(
            Code.BZ1010,
            text,
            "'" + text.text + "' can't be tolerated",
            Suggestion.among(text.text, words.toArray(new String[0])));
      } else {
        tolerances.add(found);
      }
    }
    return tolerances;
  }
}
