package io.bartizan.jaxrs.soap.axis2;

import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.ResourcePath;
import io.bartizan.jaxrs.soap.OperationDispatch;
import io.bartizan.jaxrs.soap.OperationGuard;
import javax.xml.namespace.QName;
import org.apache.axis2.context.MessageContext;
import org.apache.axis2.description.AxisOperation;
import org.apache.axis2.engine.Handler.InvocationResponse;
import org.jspecify.annotations.Nullable;

/**
 * The guard before a receiver, by the operation that Axis2 has dispatched to: by the path, the
 * action or the body, as its configuration says, and it is this one that runs.
 */
public final class Axis2Guard extends OperationGuard {

  /** The request of the servlet API, in either namespace. */
  private static final String REQUEST = "transport.http.servletRequest";

  /** By what the transports of HTTP are called, that over TLS too. */
  private static final String HTTP = "http";

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    MessageContext context = (MessageContext) self;
    boolean ends =
        InvocationResponse.SUSPEND.equals(first) || InvocationResponse.ABORT.equals(first);
    if (ends || !received(context) || !byHttp(context)) {
      return PASSED;
    }
    return judge(judge, self, permit -> dispatch(permit, context));
  }

  /** Whether it goes to a receiver: also what calls itself a fault does. */
  private static boolean received(MessageContext context) {
    int flow = context.getFLOW();
    return context.isServerSide()
        && (flow == MessageContext.IN_FLOW || flow == MessageContext.IN_FAULT_FLOW);
  }

  /** Other transports bring no requests of HTTP: nothing to decide. */
  private static boolean byHttp(MessageContext context) {
    String transport = context.getIncomingTransportName();
    return context.getProperty(REQUEST) != null
        || (transport != null && transport.startsWith(HTTP));
  }

  private static OperationDispatch dispatch(Permit permit, MessageContext context) {
    AxisOperation operation = context.getAxisOperation();
    QName name = operation == null ? null : operation.getName();
    return new OperationDispatch(
        permit,
        permit.exchange().method(),
        path(permit, context),
        ServiceMethod.of(context),
        name == null ? null : name.getLocalPart());
  }

  /** The path of the servlet's request, which may have been forwarded there. */
  private static String path(Permit permit, MessageContext context) {
    String to = context.getTo() == null ? null : context.getTo().getAddress();
    if (to == null || !to.startsWith("/") || context.getProperty(REQUEST) == null) {
      return permit.exchange().path();
    }
    int query = to.indexOf('?');
    return ResourcePath.of(query < 0 ? to : to.substring(0, query));
  }
}
