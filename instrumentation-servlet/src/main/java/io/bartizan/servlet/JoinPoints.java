package io.bartizan.servlet;

import io.bartizan.instrumentation.JoinPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every join point of the servlet world. */
public final class JoinPoints {

  private static final String COYOTE = "org.apache.catalina.connector.";
  private static final String TOMCAT = "io.bartizan.servlet.tomcat.";

  /** What GlassFish's own classes of Tomcat's names stand on; its requests are Grizzly's. */
  private static final String GRIZZLY = "org/glassfish/grizzly/";

  private static final String JETTY = "org.eclipse.jetty.server.";
  private static final String JETTY_9_TO_11 = "io.bartizan.servlet.jetty.";
  private static final String JETTY_12 = "io.bartizan.servlet.jetty12.";

  private static final String SPRING_WRAPPER =
      "org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestWrapper";

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
    points.add(springRoles());
    return Collections.unmodifiableList(points);
  }

  private static List<JoinPoint> tomcat() {
    return Arrays.asList(
        JoinPoint.in(COYOTE + "CoyoteAdapter", "tomcat.request")
            .method(
                "postParseRequest",
                "(Lorg/apache/coyote/Request;Lorg/apache/catalina/connector/Request;"
                    + "Lorg/apache/coyote/Response;Lorg/apache/catalina/connector/Response;)Z")
            .chokePointOf("tomcat")
            .namespaceOf(COYOTE + "Request")
            .unlessNaming(GRIZZLY)
            .to(TOMCAT + "PostParseRequestAdvice", TOMCAT + "TomcatChoke"),
        JoinPoint.in(COYOTE + "Request", "tomcat.end")
            .method("recycle", "()V")
            .namespaceOf(COYOTE + "Request")
            .unlessNaming(GRIZZLY)
            .to(TOMCAT + "RecycleAdvice", TOMCAT + "TomcatEnd"),
        JoinPoint.in(COYOTE + "Connector", "tomcat.opened")
            .method("initInternal", "()V")
            .namespaceOf(COYOTE + "Request")
            .unlessNaming(GRIZZLY)
            .to(TOMCAT + "OpenedAdvice", TOMCAT + "TomcatOpened"),
        JoinPoint.in(COYOTE + "Connector", "tomcat.listen")
            .method("startInternal", "()V")
            .namespaceOf(COYOTE + "Request")
            .unlessNaming(GRIZZLY)
            .to(TOMCAT + "ConnectorStartAdvice", TOMCAT + "TomcatListen"));
  }

  private static List<JoinPoint> jetty() {
    return Arrays.asList(
        JoinPoint.in(JETTY + "Server", "jetty9.request")
            .method("handle", "(Lorg/eclipse/jetty/server/HttpChannel;)V")
            .chokePointOf("jetty")
            .namespaceOf(JETTY + "Request")
            .to(JETTY_9_TO_11 + "HandleAdvice", JETTY_9_TO_11 + "JettyChoke"),
        JoinPoint.in(JETTY + "Server", "jetty9.async")
            .method("handleAsync", "(Lorg/eclipse/jetty/server/HttpChannel;)V")
            .chokePointOf("jetty")
            .namespaceOf(JETTY + "Request")
            .to(JETTY_9_TO_11 + "HandleAsyncAdvice", JETTY_9_TO_11 + "JettyAsync"),
        JoinPoint.in(JETTY + "HttpChannel", "jetty9.end")
            .method("onCompleted", "()V")
            .namespaceOf(JETTY + "Request")
            .ifPresent()
            .to(JETTY_9_TO_11 + "CompletedAdvice", JETTY_9_TO_11 + "JettyEnd"),
        JoinPoint.in(JETTY + "Server", "jetty12.request")
            .method(
                "handle",
                "(Lorg/eclipse/jetty/server/Request;Lorg/eclipse/jetty/server/Response;"
                    + "Lorg/eclipse/jetty/util/Callback;)Z")
            .chokePointOf("jetty")
            .to(JETTY_12 + "HandleAdvice", JETTY_12 + "Jetty12Choke"),
        JoinPoint.in(JETTY + "ServerConnector", "jetty.opened")
            .method("open", "()V")
            .ifPresent()
            .to(JETTY_9_TO_11 + "OpenedAdvice", JETTY_9_TO_11 + "JettyOpened"),
        JoinPoint.in(JETTY + "AbstractConnector", "jetty.listen")
            .method("doStart", "()V")
            .to(JETTY_9_TO_11 + "ConnectorStartAdvice", JETTY_9_TO_11 + "JettyListen"));
  }

  private static JoinPoint springRoles() {
    return JoinPoint.in(SPRING_WRAPPER, "spring.role")
        .method("isUserInRole", "(Ljava/lang/String;)Z")
        .namespaceOf(SPRING_WRAPPER)
        .ifPresent()
        .to("io.bartizan.servlet.spring.RoleAdvice", "io.bartizan.servlet.spring.SpringRole");
  }

  private static List<JoinPoint> guards(String namespace) {
    String guard = "io.bartizan.servlet.guard.";
    String request = "L" + namespace + "/servlet/ServletRequest;";
    String response = "L" + namespace + "/servlet/ServletResponse;";
    String chain = "L" + namespace + "/servlet/FilterChain;";
    return Arrays.asList(
        JoinPoint.anywhere(namespace + ".servlet", namespace + ".servlet.ServletRequest")
            .method("service", "(" + request + response + ")V")
            .to(guard + "ServiceAdvice", guard + "ServletGuard"),
        JoinPoint.anywhere(namespace + ".filter", namespace + ".servlet.ServletRequest")
            .method("doFilter", "(" + request + response + chain + ")V")
            .to(guard + "DoFilterAdvice", guard + "FilterGuard"));
  }
}
