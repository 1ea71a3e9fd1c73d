package io.bartizan.jaxrs.soap.axis2;

import io.bartizan.jaxrs.Resource;
import java.lang.reflect.Method;
import org.apache.axis2.context.MessageContext;
import org.apache.axis2.description.AxisOperation;
import org.apache.axis2.description.AxisService;
import org.apache.axis2.engine.MessageReceiver;
import org.jspecify.annotations.Nullable;

/**
 * The method of a plain object that one of Axis2's own receivers will invoke, found as they find
 * it: what the operation carries, or the first that is called like it.
 */
final class ServiceMethod {

  private static final String RECEIVERS = "org.apache.axis2.rpc.receivers.RPC";
  private static final String CARRIED = "myMethod";
  private static final String CLASS = "ServiceClass";

  private ServiceMethod() {}

  /** Null where another receiver decides, or where the service's class is not known. */
  static @Nullable Resource of(MessageContext context) {
    AxisOperation operation = context.getAxisOperation();
    AxisService service = context.getAxisService();
    MessageReceiver receiver = operation == null ? null : operation.getMessageReceiver();
    if (receiver == null
        || service == null
        || !receiver.getClass().getName().startsWith(RECEIVERS)) {
      return null;
    }
    Class<?> type = type(service);
    Object carried = operation.getParameterValue(CARRIED);
    if (carried instanceof Method) {
      Method method = (Method) carried;
      boolean known = type != null && method.getDeclaringClass().isAssignableFrom(type);
      return Resource.of(known && type != null ? type : method.getDeclaringClass(), method);
    }
    Method method = type == null ? null : named(type, operation.getName().getLocalPart());
    return type == null || method == null ? null : Resource.of(type, method);
  }

  private static @Nullable Class<?> type(AxisService service) {
    Object name = service.getParameterValue(CLASS);
    ClassLoader loader = service.getClassLoader();
    if (!(name instanceof String) || loader == null) {
      return null;
    }
    try {
      return Class.forName(((String) name).trim(), false, loader);
    } catch (ClassNotFoundException unknown) {
      // The receiver will not find it either, or has another way to its object.
      return null;
    }
  }

  private static @Nullable Method named(Class<?> type, String name) {
    for (Method method : type.getMethods()) {
      if (!method.isBridge() && method.getName().equals(name)) {
        return method;
      }
    }
    return null;
  }
}
