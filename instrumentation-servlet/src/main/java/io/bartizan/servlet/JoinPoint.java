package io.bartizan.servlet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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

  private JoinPoint(
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

  /** All join points of this world. */
  public static List<JoinPoint> all() {
    String coyote = "org.apache.catalina.connector.";
    String tomcat = "io.bartizan.servlet.tomcat.";
    String jetty = "org.eclipse.jetty.server.";
    String jetty9 = "io.bartizan.servlet.jetty.";
    String jetty12 = "io.bartizan.servlet.jetty12.";
    List<JoinPoint> points = new ArrayList<>();
    points.add(
        new JoinPoint(
            "tomcat.request",
            coyote + "CoyoteAdapter",
            "postParseRequest",
            "(Lorg/apache/coyote/Request;Lorg/apache/catalina/connector/Request;"
                + "Lorg/apache/coyote/Response;Lorg/apache/catalina/connector/Response;)Z",
            tomcat + "PostParseRequestAdvice",
            tomcat + "TomcatChoke"));
    points.add(
        new JoinPoint(
            "tomcat.end",
            coyote + "Request",
            "recycle",
            "()V",
            tomcat + "RecycleAdvice",
            tomcat + "TomcatEnd"));
    points.add(
        new JoinPoint(
            "jetty9.request",
            jetty + "Server",
            "handle",
            "(Lorg/eclipse/jetty/server/HttpChannel;)V",
            jetty9 + "HandleAdvice",
            jetty9 + "JettyChoke"));
    points.add(
        new JoinPoint(
            "jetty9.async",
            jetty + "Server",
            "handleAsync",
            "(Lorg/eclipse/jetty/server/HttpChannel;)V",
            jetty9 + "HandleAsyncAdvice",
            jetty9 + "JettyAsync"));
    points.add(
        new JoinPoint(
            "jetty9.end",
            jetty + "HttpChannel",
            "onCompleted",
            "()V",
            jetty9 + "CompletedAdvice",
            jetty9 + "JettyEnd"));
    points.add(
        new JoinPoint(
            "jetty12.request",
            jetty + "Server",
            "handle",
            "(Lorg/eclipse/jetty/server/Request;Lorg/eclipse/jetty/server/Response;"
                + "Lorg/eclipse/jetty/util/Callback;)Z",
            jetty12 + "HandleAdvice",
            jetty12 + "Jetty12Choke"));
    points.addAll(guards("javax"));
    points.addAll(guards("jakarta"));
    return Collections.unmodifiableList(points);
  }

  private static List<JoinPoint> guards(String namespace) {
    String guard = "io.bartizan.servlet.guard.";
    String request = "L" + namespace + "/servlet/ServletRequest;";
    String response = "L" + namespace + "/servlet/ServletResponse;";
    String chain = "L" + namespace + "/servlet/FilterChain;";
    return Arrays.asList(
        new JoinPoint(
            namespace + ".servlet",
            null,
            "service",
            "(" + request + response + ")V",
            guard + "ServiceAdvice",
            guard + "ServletGuard"),
        new JoinPoint(
            namespace + ".filter",
            null,
            "doFilter",
            "(" + request + response + chain + ")V",
            guard + "DoFilterAdvice",
            guard + "FilterGuard"));
  }

  /** The server that a choke point belongs to; null for other join points. */
  public @Nullable String server() {
    if (name.equals("tomcat.request")) {
      return "tomcat";
    }
    return name.startsWith("jetty") && type != null && type.endsWith(".Server") ? "jetty" : null;
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
    return name.startsWith("tomcat.") ? "org.apache.catalina.connector.Request" : null;
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
