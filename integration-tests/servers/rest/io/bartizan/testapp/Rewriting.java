package io.bartizan.testapp;

import java.io.IOException;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.ext.Provider;

/** Leads requests elsewhere before a resource is looked for, when a header asks for it. */
@Provider
@PreMatching
public class Rewriting implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext context) throws IOException {
    String to = context.getHeaderString("X-Test-Rewrite");
    if (to != null) {
      context.setRequestUri(context.getUriInfo().getBaseUri().resolve(to));
    }
    String method = context.getHeaderString("X-Test-Method");
    if (method != null) {
      context.setMethod(method);
    }
  }
}
