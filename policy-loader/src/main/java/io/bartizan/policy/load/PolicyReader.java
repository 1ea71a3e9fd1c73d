package io.bartizan.policy.load;

import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Cidr;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import io.bartizan.policy.Rule;
import io.bartizan.policy.RuleTimetable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The top level of the file, and what each section of it becomes. */
final class PolicyReader {

  private final Path file;
  private final Problems problems;
  private final Includes includes;

  PolicyReader(Path file, Problems problems, Includes includes) {
    this.file = file;
    this.problems = problems;
    this.includes = includes;
  }

  /** Reads a policy; null if there is a problem, which is told then. */
  @Nullable Policy read(Tree tree) {
    Fields top =
        Fields.of(
            tree,
            "the policy",
            problems,
            "version",
            "mode",
            "application",
            "identity",
            "roles",
            "vars",
            "rules",
            "includes",
            "limits",
            "roleAnnotations",
            "coverage",
            "audit",
            "tests");
    if (top == null) {
      return null;
    }
    version(top, "the policy", problems);
    Mode mode = mode(top);
    Tree.Scalar application = top.text("application");
    Identities identity = new Identities(file, problems);
    identity.read(top.get("identity"));
    Conditions conditions = new Conditions(problems);
    conditions.read(top.get("vars"));
    Roles roles = new Roles(problems, conditions, identity.rolesClaimed());
    roles.read(top.get("roles"));
    top.required("rules", "the policy");
    Rules reader = new Rules(file, problems, roles, conditions);
    List<Rule> rules = reader.read(top.items("rules"));
    includes.read(top, file, Collections.singletonList(file), problems);
    for (Includes.Part part : includes.parts()) {
      rules.addAll(reader.in(part.file, part.problems, rules.size()).read(part.rules()));
    }
    Limits limits = new Limits(problems);
    limits.read(top.items("limits"));
    boolean roleAnnotations = roleAnnotations(top);
    Set<Integer> acknowledged = acknowledged(top.get("coverage"));
    AuditSink audit =
        new AuditReader(file, rules, identity.value().issuers(), problems).read(top.get("audit"));
    new TestsReader(problems).read(top.items("tests"));
    if (!problems.none() || audit == null) {
      return null;
    }
    return new Policy(
        file,
        PolicyLoader.digest(includes),
        mode,
        application == null ? folderName() : application.text,
        identity.value(),
        roles.defined(),
        roles.seniors(),
        rules,
        limits.all(),
        audit,
        new RuleTimetable(rules),
        roleAnnotations,
        acknowledged,
        includes.files(),
        includes.ended());
  }

  private Set<Integer> acknowledged(@Nullable Tree tree) {
    Fields coverage = tree == null ? null : Fields.of(tree, "'coverage'", problems, "acknowledge");
    return coverage == null
        ? Collections.<Integer>emptySet()
        : Rules.ports(coverage.texts("acknowledge"), problems);
  }

  private String folderName() {
    Path folder = file.getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name == null ? "application" : name.toString();
  }

  static void version(Fields top, String what, Problems problems) {
    Tree.Scalar version = top.requiredText("version", what);
    if (version != null && !version.text.equals("1")) {
      problems.add(
          Code.BZ1010, version, "unknown version '" + version.text + "'", "write version: 1");
    }
  }

  private Mode mode(Fields top) {
    Tree.Scalar mode = top.text("mode");
    if (mode == null || mode.text.equals("enforce")) {
      return Mode.ENFORCE;
    }
    if (mode.text.equals("observe")) {
      return Mode.OBSERVE;
    }
    problems.add(
        Code.BZ1010,
        mode,
        "unknown mode '" + mode.text + "'",
        Suggestion.among(mode.text, "enforce", "observe"));
    return Mode.ENFORCE;
  }

  private boolean roleAnnotations(Fields top) {
    Tree.Scalar word = top.text("roleAnnotations");
    if (word != null && !word.text.equals("enforce") && !word.text.equals("ignore")) {
      problems.add(
          Code.BZ1010,
          word,
          "role annotations can't be '" + word.text + "'",
          Suggestion.among(word.text, "enforce", "ignore"));
    }
    return word != null && word.text.equals("enforce");
  }

  /**
   * Whether a tree says {@code mode: observe}, and no rule otherwise, whatever else is wrong:
   * perhaps it is the word {@code rules} itself.
   */
  static boolean observes(@Nullable Tree tree) {
    if (!(tree instanceof Tree.Mapping)) {
      return false;
    }
    Tree mode = ((Tree.Mapping) tree).get("mode");
    return mode instanceof Tree.Scalar
        && ((Tree.Scalar) mode).text.equals("observe")
        && ((Tree.Mapping) tree)
            .entries.stream()
                .noneMatch(entry -> !(entry.value instanceof Tree.Scalar) && enforces(entry.value));
  }

  private static boolean enforces(Tree tree) {
    if (tree instanceof Tree.Mapping) {
      return ((Tree.Mapping) tree).entries.stream().anyMatch(entry -> enforces(entry.value));
    }
    return tree instanceof Tree.Sequence
        ? ((Tree.Sequence) tree).items.stream().anyMatch(PolicyReader::enforces)
        : ((Tree.Scalar) tree).text.equalsIgnoreCase("enforce");
  }

  /** A path in the file: relative ones from the file's own folder. */
  static @Nullable Path resolve(
      Path file, String name, Tree.@Nullable Scalar at, Problems problems) {
    try {
      return file.resolveSibling(name).normalize().toAbsolutePath();
    } catch (InvalidPathException invalid) {
      if (at != null) {
        problems.add(Code.BZ1009, at, "'" + name + "' is no path here", null);
      }
      return null;
    }
  }

  /** Networks, each entry told that is none. */
  static List<Cidr> networks(List<Tree.Scalar> texts, Problems problems) {
    if (texts.isEmpty()) {
      return Collections.emptyList();
    }
    List<Cidr> networks = new ArrayList<>();
    for (Tree.Scalar text : texts) {
      try {
        networks.add(Cidr.parse(text.text));
      } catch (IllegalArgumentException wrong) {
        problems.add(Code.BZ1012, text, String.valueOf(wrong.getMessage()), null);
      }
    }
    return networks;
  }
}
