package io.bartizan.policy.load;

import io.bartizan.policy.condition.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code roles}, and what may stand as a role elsewhere. */
final class Roles {

  private final Problems problems;
  private final Conditions conditions;
  private final boolean claimed;
  private final Map<String, Condition> defined = new LinkedHashMap<>();

  /** All that have an entry; what is wrong with one is told there, not where it is named. */
  private final Set<String> names = new LinkedHashSet<>();

  private final List<Tree.Scalar> inherited = new ArrayList<>();
  private final Inheritance inheritance = new Inheritance();

  /**
   * Roles.
   *
   * @param claimed whether an issuer's tokens may carry roles that the file does not define
   */
  Roles(Problems problems, Conditions conditions, boolean claimed) {
    this.problems = problems;
    this.conditions = conditions;
    this.claimed = claimed;
  }

  void read(@Nullable Tree tree) {
    if (tree == null) {
      return;
    }
    if (!(tree instanceof Tree.Mapping)) {
      problems.add(Code.BZ1009, tree, "'roles' is a mapping, and here is " + tree.kind(), null);
      return;
    }
    for (Tree.Entry entry : ((Tree.Mapping) tree).entries) {
      if (reserved(entry.key.text)) {
        problems.add(
            Code.BZ1016, entry.key, "'" + entry.key.text + "' can't be a role's name", null);
      } else {
        names.add(entry.key.text);
        read(entry.key.text, entry.value);
      }
    }
    inherited.forEach(this::check);
    inheritance.resolve(problems);
  }

  private void read(String name, Tree value) {
    if (value instanceof Tree.Scalar) {
      define(name, (Tree.Scalar) value);
      return;
    }
    if (!(value instanceof Tree.Mapping)) {
      problems.add(
          Code.BZ1014,
          value,
          "the condition of role '" + name + "' is " + value.kind(),
          "write a condition: \"'value' in token.claim\"");
      return;
    }
    Fields fields = Fields.of(value, "role '" + name + "'", problems, "when", "inherits");
    if (fields == null) {
      return;
    }
    Tree.Scalar when = fields.text("when");
    List<Tree.Scalar> juniors = fields.texts("inherits");
    if (when != null) {
      define(name, when);
    } else if (juniors.isEmpty()) {
      problems.add(
          Code.BZ1008,
          value,
          "role '" + name + "' needs the key 'when' or 'inherits'",
          "write a condition: {when: \"'value' in token.claim\", inherits: [other]}");
    }
    for (Tree.Scalar junior : juniors) {
      inherited.add(junior);
      inheritance.add(name, junior);
    }
  }

  private void define(String name, Tree.Scalar text) {
    Condition condition = conditions.role(text);
    if (condition != null) {
      defined.put(name, condition);
    }
  }

  private void check(Tree.Scalar junior) {
    if (!possible(junior.text) || reserved(junior.text)) {
      problems.add(
          Code.BZ1013,
          junior,
          "nothing defines the role '" + junior.text + "'",
          Suggestion.among(junior.text, names.toArray(new String[0]))
              + " (or give an issuer a rolesClaim)");
    }
  }

  private static boolean reserved(String name) {
    return name.equals("anyone") || name.equals("authenticated") || name.indexOf(':') >= 0;
  }

  Map<String, Condition> defined() {
    return defined;
  }

  /** The names of all roles that have an entry. */
  Set<String> names() {
    return names;
  }

  /** By role, the other roles whose holders have it too. */
  Map<String, Set<String>> seniors() {
    return inheritance.seniors();
  }

  /** Whether a role of that name can ever hold. */
  boolean possible(String role) {
    return claimed || names.contains(role);
  }
}
