package io.bartizan.policy.condition;

import io.bartizan.policy.condition.ConditionException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a tree to code: every name known, every type checked. One for each condition. */
final class Compiler {

  static final Set<String> MACROS =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(Arrays.asList("all", "exists", "exists_one", "filter", "map")));

  /** The names of types, which are values. */
  static final Map<String, Type> TYPES = types();

  private final Scope scope;
  private final Operators operators = new Operators(this);

  /** Variables of loops and where they are kept; those of an outer expression are not seen. */
  private Map<String, Typed> locals = new HashMap<>();

  private final Set<String> open = new LinkedHashSet<>();
  private int depth;
  private int slots;
  private int loops;
  private int parts;
  private boolean late;
  private boolean path;
  private boolean affirming = true;

  Compiler(Scope scope) {
    this.scope = scope;
  }

  /** Code and what it gives. */
  static final class Typed {
    final Code code;
    final Type type;

    Typed(Code code, Type type) {
      this.code = code;
      this.type = type;
    }

    boolean constant() {
      return code instanceof Code.Constant;
    }
  }

  private static Map<String, Type> types() {
    Map<String, Type> types = new HashMap<>();
    for (Type type :
        Arrays.asList(
            Type.BOOL,
            Type.INT,
            Type.UINT,
            Type.DOUBLE,
            Type.STRING,
            Type.BYTES,
            Type.NULL,
            Type.TIMESTAMP,
            Type.DURATION,
            Type.TYPE,
            Type.LIST,
            Type.MAP)) {
      types.put(type.kind.text, type);
    }
    return Collections.unmodifiableMap(types);
  }

  Condition condition(String text) throws ConditionException {
    Expression tree = Parser.parse(text);
    Typed whole = compile(tree);
    if (whole.type.kind != Type.Kind.BOOL && !whole.type.open()) {
      throw new ConditionException(
          Kind.TYPE, tree.offset, "a condition is true or false, and this is " + whole.type, null);
    }
    Boolean certain =
        whole.code instanceof Code.Constant ? constant(whole.code) : Certainty.of(tree, scope);
    return new Condition(text, whole.code, slots, late, path, affirming, certain);
  }

  private static @Nullable Boolean constant(Code code) {
    Attributes nowhere = new Nowhere();
    nowhere.begin(0);
    Object value = code.run(nowhere);
    return value instanceof Boolean ? (Boolean) value : null;
  }

  /** An expression of any type. */
  Typed expression(String text) throws ConditionException {
    return compile(Parser.parse(text));
  }

  int slots() {
    return slots;
  }

  Typed variable(String name) throws ConditionException {
    return variable(name, 0);
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
        return name(tree);
      case SELECT:
        return select(tree);
      case HAS:
        affirming = false;
        return has(tree);
      case CALL:
        return call(tree);
      case MEMBER_CALL:
        return memberCall(tree);
      case LIST:
        return list(tree);
      default:
        return map(tree);
    }
  }

  private Typed name(Expression tree) throws ConditionException {
    String name = tree.name;
    Typed local = locals.get(name);
    if (local != null) {
      return local;
    }
    if (scope.variables.containsKey(name)) {
      return variable(name, tree.offset);
    }
    Schema.Declared declared = scope.schema.find(name);
    if (declared != null) {
      return attribute(declared, tree.offset);
    }
    Type type = TYPES.get(name);
    if (type != null) {
      return new Typed(new Code.Constant(type), Type.TYPE);
    }
    if (name.equals("path") || !scope.schema.members(name).isEmpty()) {
      String member = name.equals("path") ? "customerId" : first(scope.schema.members(name));
      throw new ConditionException(
          Kind.TYPE,
          tree.offset,
          "'" + name + "' is no value by itself",
          "name one of its members: " + name + "." + member);
    }
    throw ConditionException.unknown(
        tree.offset, "nothing is called '" + name + "' here", name, known());
  }

  private static String first(Set<String> names) {
    return names.iterator().next();
  }

  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>(scope.variables.keySet());
    known.addAll(scope.schema.roots());
    known.add("path");
    known.addAll(locals.keySet());
    return known;
  }

  private Typed attribute(Schema.Declared declared, int offset) throws ConditionException {
    if (declared.late) {
      early(declared.name, offset);
      late = true;
    }
    return new Typed(new Access.Named(declared), declared.type);
  }

  private void early(String name, int offset) throws ConditionException {
    if (scope.early) {
      throw new ConditionException(
          Kind.UNKNOWN, offset, "a role can't ask for '" + name + "'", "ask for it in a rule");
    }
  }

  private Typed variable(String name, int offset) throws ConditionException {
    if (!open.add(name)) {
      throw new ConditionException(
          Kind.CYCLE,
          offset,
          "'vars' lead in a circle: " + String.join(", ", open) + ", " + name,
          "let one of them do without the others");
    }
    Map<String, Typed> outer = locals;
    locals = new HashMap<>();
    try {
      return compile(Parser.parse(String.valueOf(scope.variables.get(name))));
    } catch (ConditionException wrong) {
      throw wrong.in(name);
    } finally {
      locals = outer;
      open.remove(name);
    }
  }

  private Typed select(Expression tree) throws ConditionException {
    Expression target = tree.parts.get(0);
    Typed found = attributeMember(target, tree.name, tree.offset);
    if (found != null) {
      return found;
    }
    Type named = TYPES.get(String.valueOf(tree.dotted()));
    if (named != null) {
      return new Typed(new Code.Constant(named), Type.TYPE);
    }
    Typed of = compile(target);
    return new Typed(new Access.Member(of.code, tree.name), memberType(of.type, tree));
  }

  /** What a member of a group of attributes is, or a variable of the path; null otherwise. */
  private @Nullable Typed attributeMember(Expression target, String name, int offset)
      throws ConditionException {
    if (target.kind != Expression.Kind.NAME || locals.containsKey(target.name)) {
      return null;
    }
    if (target.name.equals("path") && scope.schema == Schema.REQUEST) {
      return pathVariable(name, offset);
    }
    Set<String> members = scope.schema.members(target.name);
    if (members.isEmpty()) {
      return null;
    }
    Schema.Declared declared = scope.schema.find(target.name + "." + name);
    if (declared == null) {
      throw ConditionException.unknown(
          offset, "'" + target.name + "' has no '" + name + "'", name, members);
    }
    return attribute(declared, offset);
  }

  private Typed pathVariable(String name, int offset) throws ConditionException {
    early("path." + name, offset);
    Set<String> known = scope.path;
    if (known == null || known.contains(name)) {
      path = true;
      return new Typed(new Access.PathVariable(name, false), Type.STRING);
    }
    if (!scope.route) {
      throw ConditionException.unknown(
          offset, "no path pattern of this rule has '{" + name + "}'", name, known);
    }
    late = true;
    return new Typed(new Access.PathVariable(name, true), Type.STRING);
  }

  private static Type memberType(Type of, Expression tree) throws ConditionException {
    if (of.open()) {
      return Type.DYN;
    }
    boolean byName =
        of.kind == Type.Kind.LOOKUP
            || (of.kind == Type.Kind.MAP && (of.key().open() || of.key().kind == Type.Kind.STRING));
    if (!byName) {
      throw new ConditionException(
          Kind.TYPE, tree.offset, "a " + of + " has no member '" + tree.name + "'", null);
    }
    return of.element().open() ? Type.DYN : of.element();
  }

  private Typed has(Expression tree) throws ConditionException {
    Expression target = tree.parts.get(0);
    Typed found = attributeMember(target, tree.name, tree.offset);
    if (found != null) {
      return new Typed(new Access.HasValue(found.code), Type.BOOL);
    }
    Typed of = compile(target);
    memberType(of.type, tree);
    return new Typed(new Access.Has(of.code, tree.name), Type.BOOL);
  }

  private Typed call(Expression tree) throws ConditionException {
    if (!operators.affirms(tree.name)) {
      affirming = false;
    }
    Expression first = tree.parts.isEmpty() ? null : tree.parts.get(0);
    if (tree.name.equals("[]") && first != null) {
      String key = tree.parts.get(1).text();
      Typed found = key == null ? null : attributeMember(first, key, tree.parts.get(1).offset);
      if (found != null) {
        return found;
      }
    }
    if (Operators.is(tree.name)) {
      List<Typed> operands = parts(tree.parts);
      return folded(operators.compile(tree, operands), codes(operands));
    }
    return function(tree, tree.parts, false);
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
    return macro ? loop(tree) : function(tree, tree.parts, true);
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
    Map<String, Typed> outer = locals;
    locals = new HashMap<>(outer);
    locals.put(variable.name, new Typed(new Access.Local(slot), element));
    boolean map = tree.name.equals("map");
    boolean tested = !map || tree.parts.size() == 4;
    Typed test = tested ? bool(tree.parts.get(2)) : null;
    Typed image = map ? compile(tree.parts.get(tree.parts.size() - 1)) : null;
    locals = outer;
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

  private Typed function(Expression tree, List<Expression> operands, boolean member)
      throws ConditionException {
    List<Overload> overloads = Functions.named(tree.name);
    if (overloads == null) {
      throw ConditionException.unknown(
          tree.offset, "there is no function '" + tree.name + "'", tree.name, Functions.names());
    }
    List<Typed> parts = parts(operands);
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
    Typed made = folded(new Typed(fitting.get(0).call(codes), result(fitting)), codes);
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

  private Typed list(Expression tree) throws ConditionException {
    List<Typed> parts = parts(tree.parts);
    return folded(
        new Typed(
            Calls.many((at, values) -> Arrays.asList(values), codes(parts)),
            Type.list(common(parts))),
        codes(parts));
  }

  private Typed map(Expression tree) throws ConditionException {
    List<Typed> keys = new ArrayList<>();
    List<Typed> values = new ArrayList<>();
    for (int i = 0; i < tree.parts.size(); i += 2) {
      keys.add(compile(tree.parts.get(i)));
      values.add(compile(tree.parts.get(i + 1)));
    }
    int size = keys.size();
    List<Typed> all = new ArrayList<>(keys);
    all.addAll(values);
    Code code =
        Calls.many(
            (at, parts) ->
                MapValue.of(Arrays.copyOf(parts, size), Arrays.copyOfRange(parts, size, 2 * size)),
            codes(all));
    return folded(new Typed(code, Type.map(common(keys), common(values))), codes(all));
  }

  static Code[] codes(List<Typed> parts) {
    return parts.stream().map(part -> part.code).toArray(Code[]::new);
  }

  /** What all elements are; any type where they differ. */
  private static Type common(List<Typed> parts) {
    Type common = Type.FREE;
    for (Typed part : parts) {
      Type joined = Type.join(common, part.type);
      common = joined == null ? Type.DYN : joined;
    }
    return common;
  }

  /** A constant where all it is made of is constant, and nothing fails. */
  private static Typed folded(Typed typed, Code... operands) {
    for (Code operand : operands) {
      if (!(operand instanceof Code.Constant)) {
        return typed;
      }
    }
    Attributes nowhere = new Nowhere();
    nowhere.begin(0);
    Object value = typed.code.run(nowhere);
    return value instanceof Failure || nowhere.exhausted()
        ? typed
        : new Typed(new Code.Constant(value), typed.type);
  }

  /** The room in which constants are computed: no request is known there. */
  private static final class Nowhere extends Attributes {
    @Override
    protected @Nullable Object get(int index) {
      return null;
    }

    @Override
    protected @Nullable Object pathVariable(String name) {
      return null;
    }

    @Override
    protected @Nullable Object routeVariable(String name) {
      return null;
    }
  }
}
