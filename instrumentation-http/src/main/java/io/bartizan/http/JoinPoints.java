package io.bartizan.http;

import io.bartizan.instrumentation.JoinPoint;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every join point of these servers. */
public final class JoinPoints {

  static final String CONNECTORS = "io.undertow.server.Connectors";
  static final String CHAIN = "com.sun.net.httpserver.Filter$Chain";

  /** What is woven into Undertow's entry. */
  static final String ROOT = "undertow.root";

  /** What is woven into the chain of the JDK's server. */
  static final String DO_FILTER = "jdkhttp.chain";

  private static final String UNDERTOW = "io.bartizan.http.undertow.";
  private static final String JDK = "io.bartizan.http.jdk.";
  private static final String JDK_SERVER = "com.sun.net.httpserver.HttpServer";
  private static final String UNDERTOW_EXCHANGE = "io.undertow.server.HttpServerExchange";

  private static final List<JoinPoint> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              // Every handler that is a root, and every one that a request is dispatched to.
              JoinPoint.in(CONNECTORS, ROOT)
                  .method(
                      "executeRootHandler",
                      "(Lio/undertow/server/HttpHandler;Lio/undertow/server/HttpServerExchange;)V")
                  .anchoredAt(UNDERTOW_EXCHANGE)
                  .chokePointOf("undertow")
                  .to(UNDERTOW + "RootHandlerAdvice", UNDERTOW + "UndertowRoot"),
              JoinPoint.in(UNDERTOW_EXCHANGE, "undertow.request")
                  .calledBy(UNDERTOW + "UndertowChoke"),
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
                  .to(UNDERTOW + "BindAdvice", UNDERTOW + "XnioBound"),
              // Filters that an application adds, and handlers, are reached through chains only.
              JoinPoint.in(CHAIN, DO_FILTER)
                  .method("doFilter", "(Lcom/sun/net/httpserver/HttpExchange;)V")
                  .chokePointOf("jdk-http")
                  .to(JDK + "ChainAdvice", JDK + "JdkChain"),
              JoinPoint.in(CHAIN, "jdkhttp.request").calledBy(JDK + "JdkChoke"),
              listen("sun.net.httpserver.HttpServerImpl"),
              listen("sun.net.httpserver.HttpsServerImpl")));

  private JoinPoints() {}

  private static JoinPoint listen(String type) {
    return JoinPoint.in(type, "jdkhttp.listen")
        .method("start", "()V")
        .anchoredAt(JDK_SERVER)
        .to(JDK + "StartAdvice", JDK + "JdkListen");
  }

  /** All of them, in no order that matters. */
  public static List<JoinPoint> all() {
    return ALL;
  }
}
