package io.bartizan.policy.condition;

import io.bartizan.policy.condition.ConditionException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The forms of a function, and which of them is meant. */
final class Forms {

  private Forms() {}

  /** All forms of the function that is called; one that nobody knows is told. */
  static List<Overload> of(Expression tree) throws ConditionException {
    List<Overload> overloads = Functions.named(tree.name);
    if (overloads == null) {
      throw ConditionException.unknown(
          tree.offset, "there is no function '" + tree.name + "'", tree.name, Functions.names());
    }
    return overloads;
  }

  /**
   * The call of the one that the operands fit.
   *
   * @param parts what the operands are
   * @param member whether it is called as a member of the first
   */
  static Typed call(Expression tree, List<Overload> overloads, List<Typed> parts, boolean member)
      throws ConditionException {
    List<Expression> operands = tree.parts;
    Type[] types = parts.stream().map(part -> part.type).toArray(Type[]::new);
    List<Overload> fitting = new ArrayList<>();
    for (Overload overload : overloads) {
      if (overload.member == member && overload.takes(types)) {
        fitting.add(overload);
      }
    }
    if (fitting.isEmpty()) {
      throw noForm(tree, overloads, types, member);
    }
    Code[] codes = new Code[parts.size()];
    for (int i = 0; i < codes.length; i++) {
      Object ready = Literals.ready(tree.name, i, codes.length, operands.get(i));
      codes[i] = ready == null ? parts.get(i).code : new Code.Constant(ready);
    }
    Typed made = Constants.folded(new Typed(fitting.get(0).call(codes), result(fitting)), codes);
    literal(tree, operands, made);
    return made;
  }

  /** What all forms give that may be meant; any type where they differ. */
  private static Type result(List<Overload> fitting) {
    for (Overload overload : fitting) {
      if (!overload.result.equals(fitting.get(0).result)) {
        return Type.DYN;
      }
    }
    return fitting.get(0).result;
  }

  /** A time that is written out and is none must not wait for its first request. */
  private static void literal(Expression tree, List<Expression> operands, Typed made)
      throws ConditionException {
    boolean time = tree.name.equals("timestamp") || tree.name.equals("duration");
    if (time && operands.get(0).text() != null && !made.constant()) {
      throw new ConditionException(
          Kind.VALUE,
          operands.get(0).offset,
          "'" + operands.get(0).text() + "' is no " + tree.name,
          tree.name.equals("timestamp") ? "write '2026-01-31T08:00:00Z'" : "write '1h30m'");
    }
  }

  private static ConditionException noForm(
      Expression tree, List<Overload> overloads, Type[] types, boolean member) {
    StringBuilder forms = new StringBuilder();
    for (Overload overload : overloads) {
      forms.append(forms.length() == 0 ? "" : "; ").append(overload);
    }
    String on = member && types.length > 0 ? types[0] + "." : "";
    List<Type> given = Arrays.asList(types).subList(on.isEmpty() ? 0 : 1, types.length);
    String list = given.toString();
    return new ConditionException(
        Kind.TYPE,
        tree.offset,
        "no form of "
            + tree.name
            + " takes "
            + on
            + "("
            + list.substring(1, list.length() - 1)
            + ")",
        "it is " + forms);
  }
}
