package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.ResourceGuard;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Binds the permit that the container's thread runs under to Jersey's request while it is being
 * made: some containers (Netty's) let another thread process it.
 */
public final class JerseyBeginning implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    Permit permit = judge.current();
    if (permit != null) {
      ((ContainerRequest) self).setProperty(ResourceGuard.PERMIT, permit);
    }
    return self;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // Whoever decided the request records its end.
  }
}
