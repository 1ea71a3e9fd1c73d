package io.bartizan.policy.load;

import io.bartizan.policy.condition.Condition;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code roles}, and what may stand as a role elsewhere. */
final class Roles {

  private final Problems problems;
  private final Conditions conditions;
  private final boolean claimed;
  private final Map<String, Condition> defined = new LinkedHashMap<>();

  /** Those whose condition is none: told already, wherever they stand. */
  private final Set<String> broken = new HashSet<>();

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
      } else if (!(entry.value instanceof Tree.Scalar)) {
        problems.add(
            Code.BZ1014,
            entry.value,
            "the condition of role '" + entry.key.text + "' is " + entry.value.kind(),
            "write a condition: \"'value' in token.claim\"");
      } else {
        Condition condition = conditions.role((Tree.Scalar) entry.value);
        if (condition != null) {
          defined.put(entry.key.text, condition);
        } else {
          broken.add(entry.key.text);
        }
      }
    }
  }

  private static boolean reserved(String name) {
    return name.equals("anyone") || name.equals("authenticated") || name.indexOf(':') >= 0;
  }

  Map<String, Condition> defined() {
    return defined;
  }

  /** Whether a role of that name can ever hold. */
  boolean possible(String role) {
    return claimed || defined.containsKey(role) || broken.contains(role);
  }
}
