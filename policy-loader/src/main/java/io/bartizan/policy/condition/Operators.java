package io.bartizan.policy.condition;

import io.bartizan.policy.condition.ConditionException.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators take and give, and the code that they become. */
final class Operators {

  private static final Set<String> SIGNS =
      set(
          "&&", "||", "!", "neg", "?:", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/",
          "%", "[]");

  /** Those that only affirm: if what they ask of is not there, nothing of it is so. */
  private static final Set<String> AFFIRMING =
      set("&&", "||", "==", "in", "[]", "startsWith", "endsWith", "contains", "matches", "inCidr");

  private final Compiler compiler;

  Operators(Compiler compiler) {
    this.compiler = compiler;
  }

  private static Set<String> set(String... words) {
    return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(words)));
  }

  static boolean is(String name) {
    return SIGNS.contains(name);
  }

  boolean affirms(String name) {
    return AFFIRMING.contains(name);
  }

  Typed compile(Expression tree, List<Typed> parts) throws ConditionException {
    Code[] codes = Typed.codes(parts);
    Type first = parts.get(0).type;
    Type last = parts.get(parts.size() - 1).type;
    switch (tree.name) {
      case "&&":
      case "||":
        for (int i = 0; i < parts.size(); i++) {
          bool(tree.parts.get(i), parts.get(i).type);
        }
        return new Typed(new Logic.Chain(codes, tree.name.equals("||")), Type.BOOL);
      case "!":
        bool(tree.parts.get(0), first);
        return new Typed(
            Calls.one(
                (at, a) -> a instanceof Boolean ? (Object) !(Boolean) a : Failure.NO_OVERLOAD,
                codes[0]),
            Type.BOOL);
      case "neg":
        return new Typed(
            Calls.one((at, a) -> Arithmetic.negate(a), codes[0]), negated(tree, first));
      case "?:":
        bool(tree.parts.get(0), first);
        Type joined = Type.join(parts.get(1).type, last);
        return new Typed(
            new Logic.Conditional(codes[0], codes[1], codes[2]),
            known(tree, joined, parts.get(1).type, last));
      case "==":
      case "!=":
        return equality(tree, parts);
      case "<":
      case "<=":
      case ">":
      case ">=":
        return order(tree, parts);
      case "in":
        return new Typed(Calls.two(Access::in, codes[0], codes[1]), member(tree, first, last));
      case "[]":
        return new Typed(
            Calls.two((at, a, b) -> Access.index(a, b), codes[0], codes[1]),
            element(tree, first, last));
      default:
        return new Typed(
            Calls.two(arithmetic(tree.name), codes[0], codes[1]), result(tree, first, last));
    }
  }

  private static void bool(Expression at, Type type) throws ConditionException {
    if (type.kind != Type.Kind.BOOL && !type.open()) {
      throw new ConditionException(
          Kind.TYPE, at.offset, "this must be true or false, and is " + type, null);
    }
  }

  private static ConditionException wrong(Expression tree, Type a, @Nullable Type b) {
    String sign = tree.name.equals("neg") ? "-" : tree.name;
    String operands = b == null ? a.toString() : a + " and " + b;
    return new ConditionException(
        Kind.TYPE,
        tree.offset,
        "'" + sign + "' does not go with " + operands,
        b == null ? null : "convert one: int(x), string(x), timestamp(x)");
  }

  private static Type known(Expression tree, @Nullable Type type, Type a, @Nullable Type b)
      throws ConditionException {
    if (type == null) {
      throw wrong(tree, a, b);
    }
    return type;
  }

  private static Type negated(Expression tree, Type type) throws ConditionException {
    if (type.kind != Type.Kind.INT && type.kind != Type.Kind.DOUBLE && !type.open()) {
      throw wrong(tree, type, null);
    }
    return type;
  }

  private Typed equality(Expression tree, List<Typed> parts) throws ConditionException {
    Type a = parts.get(0).type;
    Type b = parts.get(1).type;
    if (a.kind == Type.Kind.LOOKUP || b.kind == Type.Kind.LOOKUP) {
      throw wrong(tree, a, b);
    }
    known(tree, Type.join(a, b), a, b);
    for (Typed part : parts) {
      if (part.type.kind == Type.Kind.BOOL && !part.constant()) {
        compiler.deny();
      }
    }
    boolean wanted = tree.name.equals("==");
    return new Typed(
        Calls.two(
            (at, x, y) -> Values.equal(at, x, y) == wanted, parts.get(0).code, parts.get(1).code),
        Type.BOOL);
  }

  private static Typed order(Expression tree, List<Typed> parts) throws ConditionException {
    Type a = parts.get(0).type;
    Type b = parts.get(1).type;
    boolean numbers = a.numeric() && b.numeric();
    Type joined = Type.join(a, b);
    boolean fits = (a.open() || ordered(a)) && (b.open() || ordered(b));
    if (!numbers && (joined == null || !fits)) {
      throw wrong(tree, a, b);
    }
    boolean less = tree.name.startsWith("<");
    boolean orEqual = tree.name.endsWith("=");
    return new Typed(
        Calls.two(
            (at, x, y) -> {
              if (!Values.ordered(x, y)) {
                return Failure.NO_OVERLOAD;
              }
              int order = Values.compare(at, x, y);
              return order != Values.UNORDERED && (order == 0 ? orEqual : less == order < 0);
            },
            parts.get(0).code,
            parts.get(1).code),
        Type.BOOL);
  }

  private static boolean ordered(Type type) {
    switch (type.kind) {
      case BOOL:
      case STRING:
      case BYTES:
      case TIMESTAMP:
      case DURATION:
        return true;
      default:
        return type.numeric();
    }
  }

  private static Type member(Expression tree, Type element, Type whole) throws ConditionException {
    boolean fits;
    switch (whole.kind) {
      case LIST:
        fits = Type.join(element, whole.element()) != null;
        break;
      case MAP:
        fits = Type.join(element, whole.key()) != null;
        break;
      case LOOKUP:
        fits = element.open() || element.kind == Type.Kind.STRING;
        break;
      default:
        fits = whole.open();
    }
    if (!fits) {
      throw wrong(tree, element, whole);
    }
    return Type.BOOL;
  }

  private static Type element(Expression tree, Type whole, Type index) throws ConditionException {
    if (whole.open()) {
      return Type.DYN;
    }
    boolean fits = false;
    if (whole.kind == Type.Kind.LIST) {
      fits = index.open() || index.kind == Type.Kind.INT;
    } else if (whole.kind == Type.Kind.MAP) {
      fits = Type.join(index, whole.key()) != null;
    } else if (whole.kind == Type.Kind.LOOKUP) {
      fits = index.open() || index.kind == Type.Kind.STRING;
    }
    if (!fits) {
      throw wrong(tree, whole, index);
    }
    return whole.element().open() ? Type.DYN : whole.element();
  }

  private static Calls.Two arithmetic(String sign) {
    switch (sign) {
      case "+":
        return Arithmetic::add;
      case "-":
        return (at, a, b) -> Arithmetic.subtract(a, b);
      case "*":
        return (at, a, b) -> Arithmetic.multiply(a, b);
      case "/":
        return (at, a, b) -> Arithmetic.divide(a, b);
      default:
        return (at, a, b) -> Arithmetic.modulus(a, b);
    }
  }

  /** What an arithmetic operator gives; any type where an operand's is not known. */
  private static Type result(Expression tree, Type a, Type b) throws ConditionException {
    boolean additive = tree.name.equals("+") || tree.name.equals("-");
    if (additive && (a.kind == Type.Kind.TIMESTAMP || b.kind == Type.Kind.TIMESTAMP)) {
      return time(tree, a, b);
    }
    Type joined = known(tree, Type.join(a, b), a, b);
    boolean fits;
    switch (a.open() ? b.kind : a.kind) {
      case INT:
      case UINT:
        fits = true;
        break;
      case DOUBLE:
        fits = !tree.name.equals("%");
        break;
      case STRING:
      case BYTES:
      case LIST:
        fits = tree.name.equals("+");
        break;
      case DURATION:
        fits = additive;
        // A timestamp may stand behind what is not known.
        joined = a.open() || b.open() ? Type.DYN : joined;
        break;
      default:
        fits = a.open() && b.open();
    }
    if (!fits) {
      throw wrong(tree, a, b);
    }
    boolean one =
        a.open() != b.open() && a.kind != Type.Kind.DURATION && b.kind != Type.Kind.DURATION;
    return one ? (a.open() ? b : a) : joined;
  }

  private static Type time(Expression tree, Type a, Type b) throws ConditionException {
    boolean plus = tree.name.equals("+");
    Type other = a.kind == Type.Kind.TIMESTAMP ? b : a;
    if (other.open()) {
      return plus ? Type.TIMESTAMP : Type.DYN;
    }
    boolean minusDuration = a.kind == Type.Kind.TIMESTAMP && b.kind == Type.Kind.DURATION;
    if (plus ? other.kind == Type.Kind.DURATION : minusDuration) {
      return Type.TIMESTAMP;
    }
    if (!plus && a.kind == Type.Kind.TIMESTAMP && b.kind == Type.Kind.TIMESTAMP) {
      return Type.DURATION;
    }
    throw wrong(tree, a, b);
  }
}
