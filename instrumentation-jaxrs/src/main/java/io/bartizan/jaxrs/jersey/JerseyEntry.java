package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.ProcessGuard;
import io.bartizan.jaxrs.ResourceGuard;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/** The guard where Jersey begins to process a request. */
public final class JerseyEntry extends ProcessGuard {

  /** For the agent, which makes it by name. */
  public JerseyEntry() {
    super("jersey");
  }

  @Override
  protected @Nullable Object carried(@Nullable Object first) {
    return request(first).getProperty(ResourceGuard.PERMIT);
  }

  @Override
  protected void carry(@Nullable Object first, Permit permit) {
    request(first).setProperty(ResourceGuard.PERMIT, permit);
  }

  private static ContainerRequest request(@Nullable Object first) {
    if (!(first instanceof ContainerRequest)) {
      throw new IllegalArgumentException("not Jersey's request");
    }
    return (ContainerRequest) first;
  }
}
