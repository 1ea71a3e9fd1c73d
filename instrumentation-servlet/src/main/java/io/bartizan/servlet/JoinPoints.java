package io.bartizan.servlet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every join point of the servlet world. */
public final class JoinPoints {

  private static final String COYOTE = "org.apache.catalina.connector.";
  private static final String TOMCAT = "io.bartizan.servlet.tomcat.";
  private static final String JETTY = "org.eclipse.jetty.server.";
  private static final String JETTY_9_TO_11 = "io.bartizan.servlet.jetty.";
  private static final String JETTY_12 = "io.bartizan.servlet.jetty12.";

  private static final List<JoinPoint> ALL = list();

  private JoinPoints() {}

  /** All of them, in no order that matters. */
  public static List<JoinPoint> all() {
    return ALL;
  }

  private static List<JoinPoint> list() {
    List<JoinPoint> points = new ArrayList<>(tomcat());
    points.addAll(jetty());
    points.addAll(guards("javax"));
    points.addAll(guards("jakarta"));
    return Collections.unmodifiableList(points);
  }

  private static List<JoinPoint> tomcat() {
    return Arrays.asList(
        new JoinPoint(
            "tomcat.request",
            COYOTE + "CoyoteAdapter",
            "postParseRequest",
            "(Lorg/apache/coyote/Request;Lorg/apache/catalina/connector/Request;"
                + "Lorg/apache/coyote/Response;Lorg/apache/catalina/connector/Response;)Z",
            TOMCAT + "PostParseRequestAdvice",
            TOMCAT + "TomcatChoke"),
        new JoinPoint(
            "tomcat.end",
            COYOTE + "Request",
            "recycle",
            "()V",
            TOMCAT + "RecycleAdvice",
            TOMCAT + "TomcatEnd"),
        new JoinPoint(
            "tomcat.listen",
            COYOTE + "Connector",
            "startInternal",
            "()V",
            TOMCAT + "ConnectorStartAdvice",
            TOMCAT + "TomcatListen"));
  }

  private static List<JoinPoint> jetty() {
    return Arrays.asList(
        new JoinPoint(
            "jetty9.request",
            JETTY + "Server",
            "handle",
            "(Lorg/eclipse/jetty/server/HttpChannel;)V",
            JETTY_9_TO_11 + "HandleAdvice",
            JETTY_9_TO_11 + "JettyChoke"),
        new JoinPoint(
            "jetty9.async",
            JETTY + "Server",
            "handleAsync",
            "(Lorg/eclipse/jetty/server/HttpChannel;)V",
            JETTY_9_TO_11 + "HandleAsyncAdvice",
            JETTY_9_TO_11 + "JettyAsync"),
        new JoinPoint(
            "jetty9.end",
            JETTY + "HttpChannel",
            "onCompleted",
            "()V",
            JETTY_9_TO_11 + "CompletedAdvice",
            JETTY_9_TO_11 + "JettyEnd"),
        new JoinPoint(
            "jetty12.request",
            JETTY + "Server",
            "handle",
            "(Lorg/eclipse/jetty/server/Request;Lorg/eclipse/jetty/server/Response;"
                + "Lorg/eclipse/jetty/util/Callback;)Z",
            JETTY_12 + "HandleAdvice",
            JETTY_12 + "Jetty12Choke"),
        new JoinPoint(
            "jetty.listen",
            JETTY + "AbstractConnector",
            "doStart",
            "()V",
            JETTY_9_TO_11 + "ConnectorStartAdvice",
            JETTY_9_TO_11 + "JettyListen"));
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
}
