package io.bartizan.policy.condition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a condition may name in its place, beside the attributes of the request. */
public final class Scope {

  final Schema schema;
  final Map<String, String> variables;

  /** The variables of the path patterns; null where any may stand. */
  final @Nullable Set<String> path;

  /** Whether a name that is no variable of a pattern is one of the handler's route. */
  final boolean route;

  /** Whether attributes that are known late, and variables of paths, have no place here. */
  final boolean early;

  Scope(
      Schema schema,
      Map<String, String> variables,
      @Nullable Set<String> path,
      boolean route,
      boolean early) {
    this.schema = schema;
    this.variables = variables;
    this.path = path;
    this.route = route;
    this.early = early;
  }

  /**
   * For named expressions by themselves: any rule may use them.
   *
   * @param variables all named expressions, by name
   */
  public static Scope variables(Map<String, String> variables) {
    return new Scope(Schema.REQUEST, copy(variables), null, false, false);
  }

  /** For roles, which know no path and no handler. */
  public static Scope role(Map<String, String> variables) {
    return new Scope(Schema.REQUEST, copy(variables), Collections.emptySet(), false, true);
  }

  /**
   * For a rule.
   *
   * @param path the variables of its path patterns
   * @param route whether it names handlers or routes, so that {@code path.x} may be one of theirs
   */
  public static Scope rule(Map<String, String> variables, Set<String> path, boolean route) {
    return new Scope(Schema.REQUEST, copy(variables), new LinkedHashSet<>(path), route, false);
  }

  private static Map<String, String> copy(Map<String, String> variables) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** Whether a named expression may have this name: it hides nothing that conditions can name. */
  public static boolean free(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*")
        && !Parser.RESERVED.contains(name)
        && !Schema.REQUEST.roots().contains(name)
        && !Functions.names().contains(name)
        && !Names.TYPES.containsKey(name)
        && !name.matches("path|in|true|false|null|google");
  }
}
