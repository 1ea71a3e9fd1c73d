package io.bartizan.jaxrs.soap.metro;

import com.sun.xml.ws.api.message.Packet;
import com.sun.xml.ws.api.model.JavaMethod;
import com.sun.xml.ws.api.server.WSEndpoint;
import com.sun.xml.ws.model.AbstractSEIModelImpl;
import com.sun.xml.ws.transport.http.WSHTTPConnection;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.Resource;
import io.bartizan.jaxrs.soap.OperationDispatch;
import io.bartizan.jaxrs.soap.OperationGuard;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The guard before Metro's invokers, by the operation that they will find for the message. A {@code
 * Provider} takes all of them, and so none is known.
 */
public final class MetroGuard extends OperationGuard {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    Packet packet = (Packet) Objects.requireNonNull(first);
    if (!(packet.webServiceContextDelegate instanceof WSHTTPConnection)) {
      // Another transport: no request of HTTP brought it here.
      return PASSED;
    }
    WSHTTPConnection http = (WSHTTPConnection) packet.webServiceContextDelegate;
    AbstractSEIModelImpl model = (AbstractSEIModelImpl) second;
    return judge(judge, self, permit -> dispatch(permit, packet, http, model));
  }

  private static OperationDispatch dispatch(
      Permit permit, Packet packet, WSHTTPConnection http, @Nullable AbstractSEIModelImpl model) {
    boolean known = Binding.KNOWN;
    JavaMethod method = known && model != null ? Binding.method(model, packet) : null;
    return new OperationDispatch(
        permit,
        http.getRequestMethod(),
        known ? Binding.path(http) : permit.exchange().path(),
        method == null ? null : resource(method.getMethod(), packet.endpoint),
        method == null ? null : method.getOperationName());
  }

  private static Resource resource(Method method, @Nullable WSEndpoint<?> endpoint) {
    Class<?> type = endpoint == null ? null : endpoint.getImplementationClass();
    boolean of = type != null && method.getDeclaringClass().isAssignableFrom(type);
    return Resource.of(of && type != null ? type : method.getDeclaringClass(), method);
  }
}
