package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of a request that nobody knows before a framework has chosen its handler: which
 * handler that is, by which route template, and for which SOAP operation.
 */
public final class LateAttributes {

  /** Of a rule that asks for nothing late. */
  public static final LateAttributes NONE =
      new LateAttributes(Collections.emptyList(), Collections.emptySet(), Collections.emptySet());

  /** An NCName (Namespaces in XML 1.0, 3), as WSDL names operations. */
  private static final Pattern OPERATION = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}._·-]*");

  private final List<HandlerPattern> handlers;
  private final Set<String> routes;
  private final Set<String> operations;

  /**
   * A value.
   *
   * @param handlers empty for any handler
   * @param routes in the form of {@link RouteTemplate#normal}; empty for any route
   * @param operations names of SOAP operations without namespace; empty for any or none
   */
  public LateAttributes(List<HandlerPattern> handlers, Set<String> routes, Set<String> operations) {
    this.handlers = Collections.unmodifiableList(new ArrayList<>(handlers));
    this.routes = Collections.unmodifiableSet(new LinkedHashSet<>(routes));
    this.operations = Collections.unmodifiableSet(new LinkedHashSet<>(operations));
  }

  /** Whether a text may be the name of a SOAP operation. */
  public static boolean isOperation(String text) {
    return OPERATION.matcher(text).matches();
  }

  /** The handlers; empty for any. */
  public List<HandlerPattern> handlers() {
    return handlers;
  }

  /** The route templates in their normal form; empty for any. */
  public Set<String> routes() {
    return routes;
  }

  /** The SOAP operations; empty for any or none. */
  public Set<String> operations() {
    return operations;
  }

  /** Whether nothing late is asked for. */
  public boolean none() {
    return handlers.isEmpty() && routes.isEmpty() && operations.isEmpty();
  }

  /**
   * Whether a handler has what is asked for.
   *
   * @param names what it is called; null where unknown, which has nothing that is asked for
   * @param route its route template in normal form; null where it has none
   * @param operation the SOAP operation that it is invoked for; null where that is unknown
   * @param deny whether each name counts (a deny must hold under every reading), or only the first;
   *     and whether an operation that is unknown counts as one that is asked for
   */
  public boolean hold(
      String @Nullable [] names, @Nullable String route, @Nullable String operation, boolean deny) {
    return (handlers.isEmpty() || handler(names, deny))
        && (routes.isEmpty() || (route != null && routes.contains(route)))
        && (operations.isEmpty() || (operation == null ? deny : operations.contains(operation)));
  }

  private boolean handler(String @Nullable [] names, boolean anyName) {
    int counting = names == null ? 0 : anyName ? names.length : Math.min(1, names.length);
    for (int i = 0; names != null && i < counting; i++) {
      for (HandlerPattern pattern : handlers) {
        if (pattern.matches(names[i])) {
          return true;
        }
      }
    }
    return false;
  }

  /** As the file says it, in one line. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    handlers.forEach(handler -> words.add(handler.toString()));
    words.addAll(routes);
    words.addAll(operations);
    return String.join(", ", words);
  }
}
