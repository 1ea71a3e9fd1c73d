package io.bartizan.gate;

import org.jspecify.annotations.Nullable;

/** A handler about to run for a request, as the guard at its entry sees it. */
public abstract class Dispatch {

  private static final String[][] NO_ROLES = {};

  /** How it was reached: {@code REQUEST}, {@code FORWARD}, {@code INCLUDE}, {@code ERROR}, ... */
  public abstract String kind();

  /** The method that the handler would see. */
  public abstract String method();

  /** The full path that the handler would see, context path included. */
  public abstract String path();

  /** Whether {@link #path()} equals this one; spares building it. */
  public abstract boolean hasPath(String path);

  /**
   * The patterns that the handler is mapped to, each with the context path in front of patterns
   * that begin with a slash ({@code /shop/admin/*}, {@code *.adm}, {@code /shop/}); null where the
   * handler has none (a filter, or unknown). The same array is returned for the same handler.
   */
  public abstract String @Nullable [] mappings();

  /** Whether one of the {@link #mappings()} covers {@link #path()}; true where there are none. */
  public abstract boolean mappedByPath();

  /**
   * Whether it answers nothing by itself but leads on to handlers that have guards of their own: a
   * filter, or the servlet of a framework.
   */
  public boolean leadsOn() {
    return false;
  }

  /** Whether a framework dispatches to a handler that it chose by itself, as JAX-RS does. */
  public boolean resource() {
    return false;
  }

  /**
   * What the handler is called: its class's binary name, {@code #} and the method's name; after it
   * other names of the same code, such as that of the class that declares the method, and of what
   * was run to find it. Null where unknown. Not to be changed.
   */
  public String @Nullable [] handlers() {
    return null;
  }

  /**
   * The template by which a framework chose the handler, from the context path on ({@code
   * /shop/rs/orders/{id}}); null where there is none.
   */
  public @Nullable String route() {
    return null;
  }

  /**
   * The name, without its namespace, of the SOAP operation that a framework is about to invoke the
   * handler for: what it has read from the message and dispatches by, whatever a header says. Null
   * where there is none, or where it is unknown.
   */
  public @Nullable String operation() {
    return null;
  }

  /**
   * The roles that the handler's own annotations ask for (Jakarta Annotations 2.1, 2.9 to 2.12):
   * one of each list; an empty list is denied to all. No list where it has no such annotation.
   */
  public String[][] rolesAllowed() {
    return NO_ROLES;
  }

  /** Answers in the handler's place; see {@link Exchange#refuse}. */
  public abstract void refuse(int status, String[] headers, byte[] body) throws Exception;
}
