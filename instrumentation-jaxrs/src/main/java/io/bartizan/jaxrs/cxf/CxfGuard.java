package io.bartizan.jaxrs.cxf;

import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.Located;
import io.bartizan.jaxrs.Resource;
import io.bartizan.jaxrs.ResourceDispatch;
import io.bartizan.jaxrs.ResourceGuard;
import io.bartizan.jaxrs.Templates;
import java.net.URI;
import org.apache.cxf.jaxrs.impl.UriInfoImpl;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.apache.cxf.jaxrs.model.URITemplate;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The guard at CXF's invoker, which comes by again for the sub-resource that a locator led to. The
 * permit is the thread's: CXF runs under a servlet.
 */
public final class CxfGuard extends ResourceGuard {

  @Override
  protected @Nullable Object carried(@Nullable Object first) {
    return ((Exchange) java.util.Objects.requireNonNull(first)).get(PERMIT);
  }

  @Override
  protected ResourceDispatch dispatch(
      Permit permit, Object self, @Nullable Object first, @Nullable Object third) {
    Exchange exchange = (Exchange) java.util.Objects.requireNonNull(first);
    exchange.put(PERMIT, permit);
    Message message = exchange.getInMessage();
    OperationResourceInfo operation = exchange.get(OperationResourceInfo.class);
    ClassResourceInfo type = operation.getClassResourceInfo();
    Resource resource = Resource.of(type.getResourceClass(), operation.getMethodToInvoke());
    UriInfoImpl uri = new UriInfoImpl(message, null);
    URI base = uri.getBaseUri();
    Located located = Located.of(exchange.get(Located.NAME));
    boolean root = located.nowhere();
    String own = (root ? text(type.getURITemplate()) : "") + "/" + text(operation.getURITemplate());
    boolean locator = operation.isSubResourceLocator();
    if (locator) {
      exchange.put(Located.NAME, located.by(resource, own).carried());
    }
    return new ResourceDispatch(
        permit,
        String.valueOf(message.get(Message.HTTP_REQUEST_METHOD)),
        uri.getRequestUri().getRawPath(),
        resource,
        located,
        Templates.join(base.getPath(), located.template(), own),
        locator);
  }

  private static String text(@Nullable URITemplate template) {
    return template == null ? "" : template.getValue();
  }
}
