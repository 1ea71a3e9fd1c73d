package io.bartizan.servlet;

import org.jspecify.annotations.Nullable;

/**
 * One woven method, declared as a sentence: in this type, this method, this advice, this adapter.
 *
 * <p>Types are matched by exact name. Only the portable guard is matched by signature: whatever
 * declares {@code service} or {@code doFilter} over the servlet API's types is woven, and no class
 * hierarchy is walked for it.
 */
public final class JoinPoint {

  private final String name;
  private final @Nullable String type;
  private final String method;
  private final String descriptor;
  private final String advice;
  private final String adapter;

  JoinPoint(
      String name,
      @Nullable String type,
      String method,
      String descriptor,
      String advice,
      String adapter) {
    this.name = name;
    this.type = type;
    this.method = method;
    this.descriptor = descriptor;
    this.advice = advice;
    this.adapter = adapter;
  }

  /** The server that a choke point belongs to; null for other join points. */
  public @Nullable String server() {
    if (name.equals("tomcat.request")) {
      return "tomcat";
    }
    return name.startsWith("jetty") && type != null && type.endsWith(".Server") ? "jetty" : null;
  }

  /** Whether requests are decided here, so that each body let run is one request that entered. */
  public boolean decides() {
    return name.endsWith(".request");
  }

  /** Whether a type of this name may lack the method: other versions have another one instead. */
  public boolean optional() {
    return name.equals("jetty9.end");
  }

  /** The class or interface of the container that the adapter hangs on. */
  public String anchor() {
    return type == null ? namespace() + ".servlet.ServletRequest" : type;
  }

  private String namespace() {
    return name.substring(0, name.indexOf('.'));
  }

  /**
   * A class of the container whose supertypes tell which namespace it is built on; null where the
   * join point's own name tells it, or the container has only one.
   */
  public @Nullable String namespaceWitness() {
    if (name.startsWith("tomcat.")) {
      return "org.apache.catalina.connector.Request";
    }
    return name.startsWith("jetty9.") ? "org.eclipse.jetty.server.Request" : null;
  }

  /** The name that advice passes to the gate; the guard's begins with the API's namespace. */
  public String name() {
    return name;
  }

  /** The exact type; null where any type that declares the method is meant. */
  public @Nullable String type() {
    return type;
  }

  /** The method's name. */
  public String method() {
    return method;
  }

  /** The method's descriptor (JVMS 4.3.3). */
  public String descriptor() {
    return descriptor;
  }

  /** The advice's class name. */
  public String advice() {
    return advice;
  }

  /** The adapter's class name. */
  public String adapter() {
    return adapter;
  }
}
