package io.bartizan.policy.condition;

/** One form of a function: what it takes and gives, and what it does. */
final class Overload {

  final String name;

  /** Whether it is called on its first operand: {@code a.name(b)}. */
  final boolean member;

  final String meaning;
  final Type result;
  final Type[] operands;
  private final Object body;

  Overload(
      String name, boolean member, String meaning, Object body, Type result, Type... operands) {
    this.name = name;
    this.member = member;
    this.meaning = meaning;
    this.body = body;
    this.result = result;
    this.operands = operands;
  }

  boolean takes(Type[] given) {
    if (given.length != operands.length) {
      return false;
    }
    for (int i = 0; i < given.length; i++) {
      if (!operands[i].open() && Type.join(operands[i], given[i]) == null) {
        return false;
      }
    }
    return true;
  }

  /** The call with its operands. */
  Code call(Code... parts) {
    if (body instanceof Calls.One) {
      return Calls.one((Calls.One) body, parts[0]);
    }
    return body instanceof Calls.Two
        ? Calls.two((Calls.Two) body, parts[0], parts[1])
        : Calls.many((Calls.Many) body, parts);
  }

  /** As the reference writes it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int first = member ? 1 : 0;
    text.append(member ? operands[0] + "." : "").append(name).append('(');
    for (int i = first; i < operands.length; i++) {
      text.append(i > first ? ", " : "").append(operands[i]);
    }
    return text.append(") → ").append(result).toString();
  }
}
