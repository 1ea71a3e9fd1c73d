package io.bartizan.http;

import io.bartizan.instrumentation.JoinPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every join point of these servers. */
public final class JoinPoints {

  static final String CONNECTORS = "io.undertow.server.Connectors";
  static final String HANDLER = "org.glassfish.grizzly.http.server.HttpHandler";
  static final String HANDLER_CHAIN = "org.glassfish.grizzly.http.server.HttpHandlerChain";
  static final String SERVER_FILTER = "org.glassfish.grizzly.http.server.HttpServerFilter";
  static final String FILE_CACHE = "org.glassfish.grizzly.http.server.filecache.FileCache";
  static final String CHAIN = "com.sun.net.httpserver.Filter$Chain";

  /** What is woven into Undertow's entry. */
  static final String ROOT = "undertow.root";

  /** What is woven into Grizzly's handlers. */
  static final String HANDLE = "grizzly.handle";

  static final String AFTER_SERVICE = "grizzly.end";
  static final String CACHED = "grizzly.cached";

  static final String LIBERTY_LINK =
      "com.ibm.ws.http.dispatcher.internal.channel.HttpDispatcherLink";
  static final String LIBERTY_TASK = LIBERTY_LINK + "$TaskWrapper";

  /** What is woven into Liberty's dispatcher. */
  static final String DISPATCH = "liberty.request";

  static final String DISPATCHED = "liberty.end";

  /** What is woven into the chain of the JDK's server. */
  static final String DO_FILTER = "jdkhttp.chain";

  private static final String UNDERTOW = "io.bartizan.http.undertow.";
  private static final String WILDFLY = "io.bartizan.http.wildfly.";
  private static final String LIBERTY = "io.bartizan.http.liberty.";
  private static final String GRIZZLY = "io.bartizan.http.grizzly.";
  private static final String CONFIGURED = "org.glassfish.grizzly.config.GenericGrizzlyListener";
  private static final String JDK = "io.bartizan.http.jdk.";
  private static final String JDK_SERVER = "com.sun.net.httpserver.HttpServer";
  private static final String LIBERTY_CONNECTION = "com.ibm.wsspi.http.HttpInboundConnection";
  private static final String UNDERTOW_EXCHANGE = "io.undertow.server.HttpServerExchange";

  private static final List<JoinPoint> ALL = list();

  private JoinPoints() {}

  /** All of them, in no order that matters. */
  public static List<JoinPoint> all() {
    return ALL;
  }

  private static List<JoinPoint> list() {
    List<JoinPoint> points = new ArrayList<>(undertow());
    points.addAll(wildfly());
    points.addAll(grizzly());
    points.addAll(jdk());
    points.addAll(liberty());
    return Collections.unmodifiableList(points);
  }

  private static List<JoinPoint> undertow() {
    return Arrays.asList(
        // Every handler that is a root, and every one that a request is dispatched to.
        JoinPoint.in(CONNECTORS, ROOT)
            .method(
                "executeRootHandler",
                "(Lio/undertow/server/HttpHandler;Lio/undertow/server/HttpServerExchange;)V")
            .anchoredAt(UNDERTOW_EXCHANGE)
            .chokePointOf("undertow")
            .to(UNDERTOW + "RootHandlerAdvice", UNDERTOW + "UndertowRoot"),
        JoinPoint.in(UNDERTOW_EXCHANGE, "undertow.request").calledBy(UNDERTOW + "UndertowChoke"),
        JoinPoint.in(UNDERTOW_EXCHANGE, "undertow.security")
            .method("setSecurityContext", "(Lio/undertow/security/api/SecurityContext;)V")
            .to(UNDERTOW + "SecurityAdvice", UNDERTOW + "UndertowSecurity"),
        JoinPoint.in("io.undertow.Undertow", "undertow.listen")
            .method("start", "()V")
            .to(UNDERTOW + "StartAdvice", UNDERTOW + "UndertowListen"),
        JoinPoint.in("org.xnio.nio.NioXnioWorker", "undertow.bound")
            .method(
                "createTcpConnectionServer",
                "(Ljava/net/InetSocketAddress;Lorg/xnio/ChannelListener;"
                    + "Lorg/xnio/OptionMap;)Lorg/xnio/channels/AcceptingChannel;")
            .anchoredAt("org.xnio.XnioWorker")
            .ifPresent()
            .to(UNDERTOW + "BindAdvice", UNDERTOW + "XnioBound"));
  }

  /** WildFly lets Undertow listen in ways of its own. */
  private static List<JoinPoint> wildfly() {
    return Arrays.asList(
        JoinPoint.in("org.wildfly.extension.undertow.ListenerService", "wildfly.listen")
            .method("start", "(Lorg/jboss/msc/service/StartContext;)V")
            .to(WILDFLY + "StartAdvice", WILDFLY + "ListenerListen"),
        JoinPoint.in("org.jboss.as.domain.http.server.ManagementHttpServer", "wildfly.manage")
            .method("start", "()V")
            .to(WILDFLY + "StartAdvice", WILDFLY + "ManagementListen"));
  }

  private static List<JoinPoint> grizzly() {
    return Arrays.asList(
        handle(HANDLER),
        handle(HANDLER_CHAIN),
        JoinPoint.in(HANDLER, "grizzly.request").calledBy(GRIZZLY + "GrizzlyChoke"),
        JoinPoint.in(HANDLER, "grizzly.wait").calledBy(GRIZZLY + "GrizzlyWait"),
        JoinPoint.in(SERVER_FILTER, AFTER_SERVICE)
            .method(
                "afterService",
                "(Lorg/glassfish/grizzly/filterchain/FilterChainContext;"
                    + "Lorg/glassfish/grizzly/Connection;"
                    + "Lorg/glassfish/grizzly/http/server/Request;"
                    + "Lorg/glassfish/grizzly/http/server/Response;)"
                    + "Lorg/glassfish/grizzly/filterchain/NextAction;")
            .to(GRIZZLY + "AfterServiceAdvice", GRIZZLY + "GrizzlyEnd"),
        // Answers before any handler is asked; its advice calls no adapter.
        JoinPoint.in(FILE_CACHE, CACHED)
            .method(
                "get",
                "(Lorg/glassfish/grizzly/http/HttpRequestPacket;)"
                    + "Lorg/glassfish/grizzly/http/server/filecache/FileCacheEntry;")
            .to(GRIZZLY + "FileCacheAdvice", GRIZZLY + "GrizzlyEnd"),
        JoinPoint.in("org.glassfish.grizzly.http.server.NetworkListener", "grizzly.listen")
            .method("start", "()V")
            .to(GRIZZLY + "StartAdvice", GRIZZLY + "GrizzlyListen"),
        JoinPoint.in(CONFIGURED, "glassfish.opened")
            .method("bindTransport", "()V")
            .to(GRIZZLY + "StartAdvice", GRIZZLY + "ConfiguredOpened"),
        JoinPoint.in(CONFIGURED, "glassfish.listen")
            .method("start", "()V")
            .to(GRIZZLY + "StartAdvice", GRIZZLY + "ConfiguredListen"));
  }

  /** A root handler and the one that it leads on to, whatever overrides it. */
  private static JoinPoint handle(String type) {
    return JoinPoint.in(type, HANDLE)
        .method(
            "doHandle",
            "(Lorg/glassfish/grizzly/http/server/Request;"
                + "Lorg/glassfish/grizzly/http/server/Response;)Z")
        .anchoredAt(HANDLER)
        .chokePointOf("grizzly")
        .to(GRIZZLY + "HandleAdvice", GRIZZLY + "GrizzlyHandle");
  }

  private static List<JoinPoint> jdk() {
    return Arrays.asList(
        // Filters that an application adds, and handlers, are reached through chains only.
        JoinPoint.in(CHAIN, DO_FILTER)
            .method("doFilter", "(Lcom/sun/net/httpserver/HttpExchange;)V")
            .chokePointOf("jdk-http")
            .to(JDK + "ChainAdvice", JDK + "JdkChain"),
        JoinPoint.in(CHAIN, "jdkhttp.request").calledBy(JDK + "JdkChoke"),
        listen("sun.net.httpserver.HttpServerImpl"),
        listen("sun.net.httpserver.HttpsServerImpl"));
  }

  private static JoinPoint listen(String type) {
    return JoinPoint.in(type, "jdkhttp.listen")
        .method("start", "()V")
        .anchoredAt(JDK_SERVER)
        .to(JDK + "StartAdvice", JDK + "JdkListen");
  }

  private static List<JoinPoint> liberty() {
    return Arrays.asList(
        dispatch(LIBERTY_TASK, "run", "()V", "TaskAdvice"),
        // Its own pages, where there is no application for a request.
        dispatch(LIBERTY_LINK, "send404Message", "(Ljava/lang/String;)V", "OwnPageAdvice"),
        dispatch(LIBERTY_LINK, "displayLandingPage", "(Ljava/io/InputStream;)V", "OwnPageAdvice"),
        dispatched("finish", "(Ljava/lang/Exception;)V"),
        dispatched("close", "(Lcom/ibm/wsspi/channelfw/VirtualConnection;Ljava/lang/Exception;)V"),
        chain("update", "(Ljava/lang/String;)V", "UpdateAdvice"),
        chain("chainStarted", "(Lcom/ibm/websphere/channelfw/ChainData;)V", "StartedAdvice"));
  }

  private static JoinPoint dispatch(String type, String method, String takes, String advice) {
    return JoinPoint.in(type, DISPATCH)
        .method(method, takes)
        .anchoredAt(LIBERTY_CONNECTION)
        .chokePointOf("liberty")
        .to(LIBERTY + advice, LIBERTY + "LibertyChoke");
  }

  private static JoinPoint dispatched(String method, String takes) {
    return JoinPoint.in(LIBERTY_LINK, DISPATCHED)
        .method(method, takes)
        .anchoredAt(LIBERTY_CONNECTION)
        .to(LIBERTY + "EndAdvice", LIBERTY + "LibertyEnd");
  }

  private static JoinPoint chain(String method, String takes, String advice) {
    return JoinPoint.in("com.ibm.ws.http.internal.HttpChain", "liberty.listen")
        .method(method, takes)
        .to(LIBERTY + advice, LIBERTY + "LibertyListen");
  }
}
