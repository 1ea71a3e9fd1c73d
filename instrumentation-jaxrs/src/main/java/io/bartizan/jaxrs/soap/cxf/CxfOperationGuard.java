package io.bartizan.jaxrs.soap.cxf;

import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.Resource;
import io.bartizan.jaxrs.ResourcePath;
import io.bartizan.jaxrs.soap.OperationDispatch;
import io.bartizan.jaxrs.soap.OperationGuard;
import java.lang.reflect.Method;
import javax.xml.namespace.QName;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.invoker.MethodDispatcher;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.jspecify.annotations.Nullable;

/** What CXF's messages tell of an operation. */
abstract class CxfOperationGuard extends OperationGuard {

  /** Says that the message came by HTTP, whatever transport of CXF's it was. */
  private static final String HTTP_REQUEST = "HTTP.REQUEST";

  /** What CXF has dispatched a resource of JAX-RS by, which has a guard of its own. */
  private static final String RESOURCE = "org.apache.cxf.jaxrs.model.OperationResourceInfo";

  /** By it a message carries the {@link Judged} of an operation that will run on another thread. */
  static final String JUDGED = "io.bartizan.operation";

  /** Other transports (JMS, in the JVM) bring no requests of HTTP: nothing to decide. */
  static boolean ours(Message message) {
    return (message.get(HTTP_REQUEST) != null || message.get(Message.HTTP_REQUEST_METHOD) != null)
        && message.getExchange().get(RESOURCE) == null;
  }

  /** The operation that the body, or what stands for it, has led CXF to; null if none. */
  static @Nullable QName operation(Exchange exchange) {
    BindingOperationInfo operation = exchange.getBindingOperationInfo();
    return operation == null ? null : operation.getName();
  }

  static OperationDispatch dispatch(Permit permit, Message message) {
    QName operation = operation(message.getExchange());
    Object path = message.get(Message.REQUEST_URI);
    return new OperationDispatch(
        permit,
        String.valueOf(message.get(Message.HTTP_REQUEST_METHOD)),
        path instanceof String ? ResourcePath.of((String) path) : permit.exchange().path(),
        service(message.getExchange()),
        operation == null ? null : operation.getLocalPart());
  }

  private static @Nullable Resource service(Exchange exchange) {
    Service service = exchange.getService();
    BindingOperationInfo operation = exchange.getBindingOperationInfo();
    Object methods = service == null ? null : service.get(MethodDispatcher.class.getName());
    Method method =
        operation == null || !(methods instanceof MethodDispatcher)
            ? null
            : ((MethodDispatcher) methods).getMethod(operation);
    return method == null ? null : Resource.of(method.getDeclaringClass(), method);
  }

  /** That an operation was judged before its request was answered (one way), and which one. */
  static final class Judged {
    private final @Nullable QName operation;

    Judged(@Nullable QName operation) {
      this.operation = operation;
    }

    boolean is(@Nullable QName other) {
      return operation != null && operation.equals(other);
    }
  }
}
