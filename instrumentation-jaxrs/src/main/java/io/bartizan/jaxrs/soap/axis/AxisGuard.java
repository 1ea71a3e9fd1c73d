package io.bartizan.jaxrs.soap.axis;

import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.Resource;
import io.bartizan.jaxrs.ResourcePath;
import io.bartizan.jaxrs.soap.OperationDispatch;
import io.bartizan.jaxrs.soap.OperationGuard;
import java.lang.reflect.Method;
import javax.servlet.http.HttpServletRequest;
import org.apache.axis.MessageContext;
import org.apache.axis.description.OperationDesc;
import org.apache.axis.transport.http.HTTPConstants;
import org.jspecify.annotations.Nullable;

/** What Axis's messages tell of an operation. */
abstract class AxisGuard extends OperationGuard {

  /**
   * Judges what is about to be invoked.
   *
   * @param operation the one that Axis has found; counts only if it leads to the method
   * @param method null where it is not known
   * @param service the object that the method is of; null where it is not known
   */
  final @Nullable Object judge(
      Judge judge,
      Object self,
      MessageContext context,
      @Nullable OperationDesc operation,
      @Nullable Method method,
      @Nullable Object service)
      throws Exception {
    Object request = context.getProperty(HTTPConstants.MC_HTTP_SERVLETREQUEST);
    if (!(request instanceof HttpServletRequest)) {
      // Another transport, or a call from within: no request of HTTP brought it here.
      return PASSED;
    }
    HttpServletRequest http = (HttpServletRequest) request;
    boolean known = operation != null && method != null && method.equals(operation.getMethod());
    return judge(
        judge,
        self,
        permit ->
            new OperationDispatch(
                permit,
                http.getMethod(),
                path(http, permit),
                method == null ? null : resource(method, service),
                known && operation != null ? operation.getName() : null));
  }

  private static String path(HttpServletRequest http, Permit permit) {
    String uri = http.getRequestURI();
    return uri == null ? permit.exchange().path() : ResourcePath.of(uri);
  }

  private static Resource resource(Method method, @Nullable Object service) {
    Class<?> type =
        method.getDeclaringClass().isInstance(service) && service != null
            ? service.getClass()
            : method.getDeclaringClass();
    return Resource.of(type, method);
  }
}
