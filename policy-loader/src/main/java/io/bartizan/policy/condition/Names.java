package io.bartizan.policy.condition;

import io.bartizan.policy.condition.ConditionException.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a name means: a loop's variable, one of {@code vars}, an attribute, a member or a type. */
final class Names {

  /** The names of types, which are values. */
  static final Map<String, Type> TYPES = types();

  private final Scope scope;
  private final Compiler compiler;

  /** Variables of loops and where they are kept; those of an outer expression are not seen. */
  private Map<String, Typed> locals = new HashMap<>();

  private final Set<String> open = new LinkedHashSet<>();
  private boolean late;
  private boolean path;

  Names(Scope scope, Compiler compiler) {
    this.scope = scope;
    this.compiler = compiler;
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

  /** Whether something was named that is known only where a framework chose the handler. */
  boolean late() {
    return late;
  }

  /** Whether a variable of the path was named. */
  boolean path() {
    return path;
  }

  /** Gives a loop's variable its name; what {@link #leave} takes. */
  Map<String, Typed> enter(String name, Typed variable) {
    Map<String, Typed> outer = locals;
    locals = new HashMap<>(outer);
    locals.put(name, variable);
    return outer;
  }

  /** The loop is over. */
  void leave(Map<String, Typed> outer) {
    locals = outer;
  }

  Typed name(Expression tree) throws ConditionException {
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

  Typed variable(String name, int offset) throws ConditionException {
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
      return compiler.compile(Parser.parse(String.valueOf(scope.variables.get(name))));
    } catch (ConditionException wrong) {
      throw wrong.in(name);
    } finally {
      locals = outer;
      open.remove(name);
    }
  }

  Typed select(Expression tree) throws ConditionException {
    Expression target = tree.parts.get(0);
    Typed found = attributeMember(target, tree.name, tree.offset);
    if (found != null) {
      return found;
    }
    Type named = TYPES.get(String.valueOf(tree.dotted()));
    if (named != null) {
      return new Typed(new Code.Constant(named), Type.TYPE);
    }
    Typed of = compiler.compile(target);
    return new Typed(new Access.Member(of.code, tree.name), memberType(of.type, tree));
  }

  /** What a member of a group of attributes is, or a variable of the path; null otherwise. */
  @Nullable Typed attributeMember(Expression target, String name, int offset)
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

  Typed has(Expression tree) throws ConditionException {
    Expression target = tree.parts.get(0);
    Typed found = attributeMember(target, tree.name, tree.offset);
    if (found != null) {
      return new Typed(new Access.HasValue(found.code), Type.BOOL);
    }
    Typed of = compiler.compile(target);
    memberType(of.type, tree);
    return new Typed(new Access.Has(of.code, tree.name), Type.BOOL);
  }
}
