package io.bartizan.jaxrs.soap;

import io.bartizan.instrumentation.JoinPoint;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every join point of SOAP frameworks. */
public final class JoinPoints {

  private static final String CXF = "org.apache.cxf.interceptor.";
  private static final String CXF_INTERCEPTOR = "org.apache.cxf.phase.AbstractPhaseInterceptor";
  private static final String AXIS = "org.apache.axis.";
  private static final String AXIS2 = "org.apache.axis2.";
  private static final String AXIS2_MESSAGE = AXIS2 + "context.MessageContext";
  private static final String METRO = "com.sun.xml.ws.server.";
  private static final String METRO_TUBE = METRO + "InvokerTube";
  private static final String OURS = "io.bartizan.jaxrs.soap.";

  private static final List<JoinPoint> ALL = Collections.unmodifiableList(list());

  private JoinPoints() {}

  /** All of them, in no order that matters. */
  public static List<JoinPoint> all() {
    return ALL;
  }

  private static List<JoinPoint> list() {
    return Arrays.asList(
        interceptor("ServiceInvokerInterceptor", "cxf.operation", "Invoke"),
        interceptor("OneWayProcessorInterceptor", "cxf.oneway", "OneWay"),
        provider("RPCProvider", "axis.rpc"),
        provider("EJBProvider", "axis.ejb"),
        JoinPoint.in(AXIS + "providers.java.MsgProvider", "axis.message")
            .method(
                "processMessage",
                "(Lorg/apache/axis/MessageContext;Lorg/apache/axis/message/SOAPEnvelope;"
                    + "Lorg/apache/axis/message/SOAPEnvelope;Ljava/lang/Object;)V")
            .to(OURS + "axis.MessageAdvice", OURS + "axis.MessageGuard"),
        JoinPoint.in(AXIS + "handlers.soap.SOAPService", "axis.service")
            .method("invoke", "(Lorg/apache/axis/MessageContext;)V")
            .to(OURS + "axis.ServiceAdvice", OURS + "axis.ServiceGuard"),
        // 1.3 and later, 1.2, 1.1; the engine of 1.0 does not load.
        engine("Z"),
        engine("ZZ"),
        engine(""),
        JoinPoint.in(AXIS2_MESSAGE, "axis2.refused").calledBy(OURS + "axis2.Axis2Refused"),
        tube("sei.SEIInvokerTube", "Operation"),
        tube("provider.SyncProviderInvokerTube", "Provider"),
        tube("provider.AsyncProviderInvokerTube", "Provider"),
        JoinPoint.in(METRO_TUBE, "metro.refused").calledBy(OURS + "metro.MetroRefused"));
  }

  /** What one guard puts into a message the other must know, so both hang on one class. */
  private static JoinPoint interceptor(String type, String name, String ours) {
    return JoinPoint.in(CXF + type, name)
        .method("handleMessage", "(Lorg/apache/cxf/message/Message;)V")
        .anchoredAt(CXF_INTERCEPTOR)
        .to(OURS + "cxf." + ours + "Advice", OURS + "cxf." + ours + "Guard");
  }

  private static JoinPoint engine(String more) {
    return JoinPoint.in(AXIS2 + "engine.AxisEngine", "axis2.operation")
        .method(
            "invoke",
            "(Lorg/apache/axis2/context/MessageContext;"
                + more
                + ")Lorg/apache/axis2/engine/Handler$InvocationResponse;")
        .anchoredAt(AXIS2_MESSAGE)
        .to(OURS + "axis2.InvokeAdvice", OURS + "axis2.Axis2Guard");
  }

  private static JoinPoint tube(String type, String ours) {
    return JoinPoint.in(METRO + type, "metro.operation")
        .method(
            "processRequest",
            "(Lcom/sun/xml/ws/api/message/Packet;)Lcom/sun/xml/ws/api/pipe/NextAction;")
        .anchoredAt(METRO_TUBE)
        .to(OURS + "metro." + ours + "Advice", OURS + "metro.MetroGuard");
  }

  private static JoinPoint provider(String type, String name) {
    String ours = type.substring(0, type.indexOf("Provider"));
    return JoinPoint.in(AXIS + "providers.java." + type, name)
        .method(
            "invokeMethod",
            "(Lorg/apache/axis/MessageContext;Ljava/lang/reflect/Method;Ljava/lang/Object;"
                + "[Ljava/lang/Object;)Ljava/lang/Object;")
        .to(
            OURS + "axis." + (ours.equals("RPC") ? "Rpc" : "Ejb") + "Advice",
            OURS + "axis.RpcGuard");
  }
}
