package io.bartizan.jaxrs.resteasy;

import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.Located;
import io.bartizan.jaxrs.Resource;
import io.bartizan.jaxrs.ResourceDispatch;
import io.bartizan.jaxrs.ResourceGuard;
import io.bartizan.jaxrs.Templates;
import java.util.Objects;
import javax.ws.rs.core.UriInfo;
import org.jboss.resteasy.core.ResourceLocatorInvoker;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/** The guard at RESTEasy's sub-resource locators; what comes after learns that they were passed. */
public final class ResteasyLocator extends ResourceGuard {

  @Override
  protected @Nullable Object carried(@Nullable Object first) {
    return Requests.of(first).getAttribute(PERMIT);
  }

  @Override
  protected ResourceDispatch dispatch(
      Permit permit, Object self, @Nullable Object first, @Nullable Object third) throws Exception {
    HttpRequest request = Requests.of(first);
    UriInfo uri = Requests.uri(request);
    Class<?> type = Objects.requireNonNull(third).getClass();
    Resource locator = Resource.of(type, ((ResourceLocatorInvoker) self).getMethod());
    Located located = Located.of(request.getAttribute(Located.NAME));
    Located further = located.by(locator, locator.template());
    request.setAttribute(Located.NAME, further.carried());
    return new ResourceDispatch(
        permit,
        request.getHttpMethod(),
        uri.getRequestUri().getRawPath(),
        locator,
        located,
        Templates.join(uri.getBaseUri().getPath(), further.template()),
        true);
  }
}
