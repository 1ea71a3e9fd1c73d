package io.bartizan.jaxrs;

import io.bartizan.instrumentation.JoinPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every join point of the JAX-RS world, and of the SOAP services beside it. */
public final class JoinPoints {

  private static final String JERSEY = "org.glassfish.jersey.";
  private static final String RESTEASY = "org.jboss.resteasy.core.";
  private static final String CXF = "org.apache.cxf.jaxrs.";
  private static final String OURS = "io.bartizan.jaxrs.";
  private static final String CONTAINER_REQUEST = JERSEY + "server.ContainerRequest";
  private static final String BUILT_RESPONSE = "org.jboss.resteasy.specimpl.BuiltResponse";

  private static final List<JoinPoint> ALL = list();

  private JoinPoints() {}

  /** All of them, in no order that matters. */
  public static List<JoinPoint> all() {
    return ALL;
  }

  private static List<JoinPoint> list() {
    List<JoinPoint> points = new ArrayList<>(jersey());
    points.addAll(servers());
    points.addAll(resteasy());
    points.addAll(cxf());
    points.addAll(io.bartizan.jaxrs.soap.JoinPoints.all());
    return Collections.unmodifiableList(points);
  }

  /** Dispatch changed its namespace in Jersey 3.0. */
  private static List<JoinPoint> jersey() {
    String request = "Lorg/glassfish/jersey/server/ContainerRequest;";
    return Arrays.asList(
        dispatch("(Ljava/lang/Object;" + request + ")Ljavax/ws/rs/core/Response;"),
        dispatch("(Ljava/lang/Object;" + request + ")Ljakarta/ws/rs/core/Response;"),
        JoinPoint.in(CONTAINER_REQUEST, "jersey.begun")
            .method("setWriter", "(Lorg/glassfish/jersey/server/spi/ContainerResponseWriter;)V")
            .namespaceOf(CONTAINER_REQUEST)
            .to(OURS + "jersey.WriterAdvice", OURS + "jersey.JerseyBeginning"),
        JoinPoint.in(JERSEY + "server.ServerRuntime", "jersey.process")
            .method("process", "(" + request + ")V")
            .namespaceOf(CONTAINER_REQUEST)
            .to(OURS + "jersey.ProcessAdvice", OURS + "jersey.JerseyEntry"));
  }

  private static JoinPoint dispatch(String descriptor) {
    return JoinPoint.in(
            JERSEY + "server.model.internal.AbstractJavaResourceMethodDispatcher",
            "jersey.dispatch")
        .method("dispatch", descriptor)
        .namespaceOf(CONTAINER_REQUEST)
        .to(OURS + "jersey.DispatchAdvice", OURS + "jersey.JerseyGuard");
  }

  /** Servers that may change the thread before Jersey begins. */
  private static List<JoinPoint> servers() {
    return Collections.singletonList(
        JoinPoint.in(JERSEY + "grizzly2.httpserver.GrizzlyHttpContainer", "jersey.grizzly")
            .method(
                "service",
                "(Lorg/glassfish/grizzly/http/server/Request;"
                    + "Lorg/glassfish/grizzly/http/server/Response;)V")
            .to(OURS + "jersey.GrizzlyAdvice", OURS + "jersey.GrizzlyEntry"));
  }

  private static List<JoinPoint> resteasy() {
    String arguments =
        "(Lorg/jboss/resteasy/spi/HttpRequest;Lorg/jboss/resteasy/spi/HttpResponse;"
            + "Ljava/lang/Object;)";
    return Arrays.asList(
        JoinPoint.in(RESTEASY + "ResourceMethodInvoker", "resteasy.dispatch")
            .method("invokeOnTarget", arguments + "Lorg/jboss/resteasy/specimpl/BuiltResponse;")
            .namespaceOf(BUILT_RESPONSE)
            .to(OURS + "resteasy.InvokeAdvice", OURS + "resteasy.ResteasyGuard"),
        JoinPoint.in(
                "org.jboss.resteasy.plugins.server.netty.RestEasyHttpRequestDecoder",
                "resteasy.begun")
            .method(
                "decode",
                "(Lio/netty/channel/ChannelHandlerContext;"
                    + "Lio/netty/handler/codec/http/HttpRequest;Ljava/util/List;)V")
            .namespaceOf(BUILT_RESPONSE)
            .to(OURS + "resteasy.DecodeAdvice", OURS + "resteasy.ResteasyBeginning"),
        JoinPoint.in(RESTEASY + "SynchronousDispatcher", "resteasy.process")
            .method(
                "invoke",
                "(Lorg/jboss/resteasy/spi/HttpRequest;Lorg/jboss/resteasy/spi/HttpResponse;)V")
            .namespaceOf(BUILT_RESPONSE)
            .to(OURS + "resteasy.ProcessAdvice", OURS + "resteasy.ResteasyEntry"),
        locator("createResource", arguments),
        locator("resolveTargetFromLocator", arguments));
  }

  /** Called otherwise since RESTEasy 4. */
  private static JoinPoint locator(String method, String arguments) {
    return JoinPoint.in(RESTEASY + "ResourceLocatorInvoker", "resteasy.locate")
        .method(method, arguments + "Ljava/lang/Object;")
        .namespaceOf(BUILT_RESPONSE)
        .to(OURS + "resteasy.LocateAdvice", OURS + "resteasy.ResteasyLocator");
  }

  private static List<JoinPoint> cxf() {
    return Collections.singletonList(
        JoinPoint.in(CXF + "JAXRSInvoker", "cxf.dispatch")
            .method(
                "invoke",
                "(Lorg/apache/cxf/message/Exchange;Ljava/lang/Object;Ljava/lang/Object;)"
                    + "Ljava/lang/Object;")
            .namespaceOf(CXF + "impl.UriInfoImpl")
            .to(OURS + "cxf.InvokeAdvice", OURS + "cxf.CxfGuard"));
  }
}
