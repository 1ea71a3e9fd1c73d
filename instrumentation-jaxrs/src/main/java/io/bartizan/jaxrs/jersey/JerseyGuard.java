package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.Located;
import io.bartizan.jaxrs.Resource;
import io.bartizan.jaxrs.ResourceDispatch;
import io.bartizan.jaxrs.ResourceGuard;
import io.bartizan.jaxrs.Templates;
import java.net.URI;
import java.util.List;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.Invocable;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.uri.UriTemplate;
import org.jspecify.annotations.Nullable;

/** The guard at Jersey's dispatch. */
public final class JerseyGuard extends ResourceGuard {

  @Override
  protected @Nullable Object carried(@Nullable Object first) {
    return ((ContainerRequest) java.util.Objects.requireNonNull(first)).getProperty(PERMIT);
  }

  @Override
  protected ResourceDispatch dispatch(
      Permit permit, Object self, @Nullable Object first, @Nullable Object third) {
    ContainerRequest request = (ContainerRequest) java.util.Objects.requireNonNull(first);
    ExtendedUriInfo info = request.getUriInfo();
    Located located = Located.NOWHERE;
    for (ResourceMethod locator : info.getMatchedResourceLocators()) {
      located = located.by(resource(locator), "");
    }
    return new ResourceDispatch(
        permit,
        request.getMethod(),
        request.getRequestUri().getRawPath(),
        resource(info.getMatchedResourceMethod()),
        located,
        route(request.getBaseUri(), info.getMatchedTemplates()),
        false);
  }

  private static Resource resource(ResourceMethod method) {
    Invocable invocable = method.getInvocable();
    return Resource.of(invocable.getHandler().getHandlerClass(), invocable.getHandlingMethod());
  }

  /** Jersey lists the last part first. */
  private static String route(URI base, List<UriTemplate> matched) {
    String[] parts = new String[matched.size() + 1];
    parts[0] = base.getPath();
    for (int i = 0; i < matched.size(); i++) {
      parts[matched.size() - i] = matched.get(i).getTemplate();
    }
    return Templates.join(parts);
  }
}
