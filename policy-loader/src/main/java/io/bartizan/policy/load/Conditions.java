package io.bartizan.policy.load;

import io.bartizan.policy.condition.Condition;
import io.bartizan.policy.condition.ConditionException;
import io.bartizan.policy.condition.Scope;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section {@code vars}, and the conditions of roles and rules, which may use them. */
final class Conditions {

  private final Problems problems;
  private final Map<String, Tree.Scalar> variables = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  /** Those that were told to be wrong, and need not be told again where they are used. */
  private final Set<String> broken = new HashSet<>();

  Conditions(Problems problems) {
    this.problems = problems;
  }

  /** Reads {@code vars}; each is checked by itself, whether it is used or not. */
  void read(@Nullable Tree tree) {
    if (tree == null) {
      return;
    }
    if (!(tree instanceof Tree.Mapping)) {
      problems.add(Code.BZ1009, tree, "'vars' is a mapping, and here is " + tree.kind(), null);
      return;
    }
    for (Tree.Entry entry : ((Tree.Mapping) tree).entries) {
      String name = entry.key.text;
      if (!Scope.free(name)) {
        problems.add(
            Code.BZ1016,
            entry.key,
            "'" + name + "' can't be the name of a variable",
            "letters, digits and '_', and not the name of an attribute or a function");
      } else if (!(entry.value instanceof Tree.Scalar)) {
        problems.add(
            Code.BZ1009,
            entry.value,
            "'" + name + "' is a text, and here is " + entry.value.kind(),
            null);
      } else {
        variables.put(name, (Tree.Scalar) entry.value);
        texts.put(name, ((Tree.Scalar) entry.value).text);
      }
    }
    boolean circular = false;
    for (Map.Entry<String, Tree.Scalar> variable : variables.entrySet()) {
      try {
        Condition.check(variable.getKey(), Scope.variables(texts));
      } catch (ConditionException wrong) {
        // What another one has wrong is told once, of that one; a circle once, not of each in it.
        boolean circle = wrong.kind() == ConditionException.Kind.CYCLE;
        if (broken.add(String.valueOf(wrong.variable())) && !(circle && circular)) {
          tell(variable.getValue(), wrong, problems);
        }
        circular |= circle;
      }
    }
  }

  /** The condition of a role; null if it is none, which is told. */
  @Nullable Condition role(Tree.Scalar text) {
    return compile(text, Scope.role(texts), problems);
  }

  /**
   * The condition of a rule; null if it is none, which is told.
   *
   * @param path the variables of its path patterns
   * @param route whether it names handlers or routes
   * @param told of the file that it stands in
   */
  @Nullable Condition rule(Tree.Scalar text, Set<String> path, boolean route, Problems told) {
    return compile(text, Scope.rule(texts, path, route), told);
  }

  private @Nullable Condition compile(Tree.Scalar text, Scope scope, Problems told) {
    try {
      return Condition.compile(text.text, scope);
    } catch (ConditionException wrong) {
      if (!broken.contains(String.valueOf(wrong.variable()))) {
        tell(text, wrong, told);
      }
      return null;
    }
  }

  private void tell(Tree.Scalar text, ConditionException wrong, Problems told) {
    Tree.Scalar in = wrong.variable() == null ? null : variables.get(wrong.variable());
    Tree.Scalar scalar = in == null ? text : in;
    int[] place = scalar.place(wrong.offset());
    List<String> known = wrong.known();
    String hint = wrong.hint();
    if (known.size() > 1) {
      String[] words = known.subList(1, known.size()).toArray(new String[0]);
      hint = Suggestion.among(known.get(0), words);
    }
    String where = told == problems ? "line " : told.file() + ":";
    String used = in == null || in == text ? "" : " (in 'vars', used at " + where + text.line + ")";
    String file = in == null ? told.file() : problems.file();
    problems.add(
        new Problem(code(wrong.kind()), file, place[0], place[1], wrong.message() + used, hint));
  }

  private static Code code(ConditionException.Kind kind) {
    switch (kind) {
      case SYNTAX:
        return Code.BZ1014;
      case UNKNOWN:
        return Code.BZ1040;
      case TYPE:
        return Code.BZ1041;
      case LIMIT:
        return Code.BZ1042;
      case VALUE:
        return Code.BZ1043;
      default:
        return Code.BZ1044;
    }
  }
}
