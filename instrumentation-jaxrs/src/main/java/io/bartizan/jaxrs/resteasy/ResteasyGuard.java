package io.bartizan.jaxrs.resteasy;

import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.Located;
import io.bartizan.jaxrs.Resource;
import io.bartizan.jaxrs.ResourceDispatch;
import io.bartizan.jaxrs.ResourceGuard;
import io.bartizan.jaxrs.Templates;
import javax.ws.rs.core.UriInfo;
import org.jboss.resteasy.core.ResourceMethodInvoker;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/** The guard at RESTEasy's dispatch. */
public final class ResteasyGuard extends ResourceGuard {

  @Override
  protected @Nullable Object carried(@Nullable Object first) {
    return Requests.of(first).getAttribute(PERMIT);
  }

  @Override
  protected ResourceDispatch dispatch(
      Permit permit, Object self, @Nullable Object first, @Nullable Object third) throws Exception {
    HttpRequest request = Requests.of(first);
    ResourceMethodInvoker invoker = (ResourceMethodInvoker) self;
    UriInfo uri = Requests.uri(request);
    Resource resource = Resource.of(invoker.getResourceClass(), invoker.getMethod());
    Located located = Located.of(request.getAttribute(Located.NAME));
    return new ResourceDispatch(
        permit,
        request.getHttpMethod(),
        uri.getRequestUri().getRawPath(),
        resource,
        located,
        Templates.join(uri.getBaseUri().getPath(), located.template(), resource.template()),
        false);
  }
}
