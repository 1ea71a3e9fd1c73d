package io.bartizan.policy.condition;

import io.bartizan.policy.condition.ConditionException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a tree to code: every name known, every type checked. One for each condition. */
final class Compiler {

  static final Set<String> MACROS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(Arrays.asList("all", "exists", "exists_one", "filter", "map")));

  private final Scope scope;
  private final Operators operators = new Operators(this);
  private final Names names;

  private int depth;
  private int slots;
  private int loops;
  private int parts;
  private boolean affirming = true;

  Compiler(Scope scope) {
    this.scope = scope;
    this.names = new Names(scope, this);
  }

  Condition condition(String text) throws ConditionException {
    Expression tree = Parser.parse(text);
    Typed whole = compile(tree);
    if (whole.type.kind != Type.Kind.BOOL && !whole.type.open()) {
      throw new ConditionException(
          Kind.TYPE, tree.offset, "a condition is true or false, and this is " + whole.type, null);
    }
    Boolean certain =
        whole.code instanceof Code.Constant
            ? Constants.truth(whole.code)
            : Certainty.of(tree, scope);
    return new Condition(text, whole.code, slots, names.late(), names.path(), affirming, certain);
  }

  /** An expression of any type. */
  Typed expression(String text) throws ConditionException {
    return compile(Parser.parse(text));
  }

  int slots() {
    return slots;
  }

  Typed variable(String name) throws ConditionException {
    return names.variable(name, 0);
  }

  Typed compile(Expression tree) throws ConditionException {
    count(tree);
    if (++depth > Bounds.MAX_DEPTH) {
      throw new ConditionException(
          Kind.LIMIT,
          tree.offset,
          "nested more than " + Bounds.MAX_DEPTH + " deep with the 'vars' that it uses",
          null);
    }
    Typed typed = typed(tree);
    depth--;
    return typed;
  }

  private void count(Expression tree) throws ConditionException {
    if (++parts > Bounds.MAX_PARTS) {
      throw new ConditionException(
          Kind.LIMIT,
          tree.offset,
          "more than " + Bounds.MAX_PARTS + " parts, with the 'vars' that it uses written out",
          null);
    }
  }

  private Typed typed(Expression tree) throws ConditionException {
    switch (tree.kind) {
      case VALUE:
        Object value = java.util.Objects.requireNonNull(tree.value);
        Type type = Values.type(value);
        return new Typed(new Code.Constant(value), type == null ? Type.DYN : type);
      case NAME:
        return names.name(tree);
      case SELECT:
        return names.select(tree);
      case HAS:
        affirming = false;
        return names.has(tree);
      case CALL:
        return call(tree);
      case MEMBER_CALL:
        return memberCall(tree);
      case LIST:
        return Aggregates.list(parts(tree.parts));
      default:
        return map(tree);
    }
  }

  private Typed call(Expression tree) throws ConditionException {
    if (!operators.affirms(tree.name)) {
      affirming = false;
    }
    Expression first = tree.parts.isEmpty() ? null : tree.parts.get(0);
    if (tree.name.equals("[]") && first != null) {
      String key = tree.parts.get(1).text();
      Typed found =
          key == null ? null : names.attributeMember(first, key, tree.parts.get(1).offset);
      if (found != null) {
        return found;
      }
    }
    if (Operators.is(tree.name)) {
      List<Typed> operands = parts(tree.parts);
      return Constants.folded(operators.compile(tree, operands), Typed.codes(operands));
    }
    return function(tree, false);
  }

  void deny() {
    affirming = false;
  }

  private List<Typed> parts(List<Expression> trees) throws ConditionException {
    List<Typed> parts = new ArrayList<>(trees.size());
    for (Expression tree : trees) {
      parts.add(compile(tree));
    }
    return parts;
  }

  private Typed memberCall(Expression tree) throws ConditionException {
    int count = tree.parts.size() - 1;
    boolean macro =
        MACROS.contains(tree.name) && (count == 2 || (count == 3 && tree.name.equals("map")));
    if (!tree.name.equals("exists") && !operators.affirms(tree.name)) {
      affirming = false;
    }
    return macro ? loop(tree) : function(tree, true);
  }

  private Typed loop(Expression tree) throws ConditionException {
    Typed range = compile(tree.parts.get(0));
    Expression variable = tree.parts.get(1);
    if (variable.kind != Expression.Kind.NAME) {
      throw new ConditionException(
          Kind.SYNTAX, variable.offset, "the first operand names each element: x", null);
    }
    boolean list = range.type.kind == Type.Kind.LIST;
    if (!list && range.type.kind != Type.Kind.MAP && !range.type.open()) {
      throw new ConditionException(
          Kind.TYPE,
          tree.offset,
          tree.name + " goes over a list or a map, not " + range.type,
          null);
    }
    if (++loops > Bounds.MAX_LOOPS) {
      throw new ConditionException(
          Kind.LIMIT,
          tree.offset,
          "more than " + Bounds.MAX_LOOPS + " of " + String.join(", ", MACROS) + " in each other",
          null);
    }
    int before = parts;
    int slot = loops - 1;
    slots = Math.max(slots, loops);
    Type element = list ? range.type.element() : range.type.open() ? Type.DYN : range.type.key();
    Map<String, Typed> outer =
        names.enter(variable.name, new Typed(new Access.Local(slot), element));
    boolean map = tree.name.equals("map");
    boolean tested = !map || tree.parts.size() == 4;
    Typed test = tested ? bool(tree.parts.get(2)) : null;
    Typed image = map ? compile(tree.parts.get(tree.parts.size() - 1)) : null;
    names.leave(outer);
    loops--;
    Type result =
        image != null
            ? Type.list(image.type)
            : tree.name.equals("filter") ? Type.list(element) : Type.BOOL;
    return new Typed(
        new Loop(
            tree.name,
            range.code,
            slot,
            test == null ? null : test.code,
            image == null ? null : image.code,
            1 + parts - before),
        result);
  }

  private Typed bool(Expression tree) throws ConditionException {
    Typed typed = compile(tree);
    if (typed.type.kind != Type.Kind.BOOL && !typed.type.open()) {
      throw new ConditionException(
          Kind.TYPE, tree.offset, "this must be true or false, and is " + typed.type, null);
    }
    return typed;
  }

  private Typed function(Expression tree, boolean member) throws ConditionException {
    List<Overload> forms = Forms.of(tree);
    return Forms.call(tree, forms, parts(tree.parts), member);
  }

  private Typed map(Expression tree) throws ConditionException {
    List<Typed> keys = new ArrayList<>();
    List<Typed> values = new ArrayList<>();
    for (int i = 0; i < tree.parts.size(); i += 2) {
      keys.add(compile(tree.parts.get(i)));
      values.add(compile(tree.parts.get(i + 1)));
    }
    return Aggregates.map(keys, values);
  }
}
