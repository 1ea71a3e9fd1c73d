package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.ResourceGuard;
import io.bartizan.jaxrs.UnknownExchange;
import org.glassfish.jersey.server.ContainerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Binds the permit of the layer around Jersey to Jersey's request, so that it is found there by
 * whatever thread goes on with it. Without a permit no filter of Jersey runs, either.
 */
public final class JerseyEntry implements Adapter {

  private static final Object UNPROTECTED = new Object();

  /** What a request hands back for which the thread has been put under its permit. */
  private static final Object UNDER = new Object();

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof ContainerRequest)) {
      throw new IllegalArgumentException("not Jersey's request");
    }
    ContainerRequest request = (ContainerRequest) first;
    Permit permit = judge.open(request.getProperty(ResourceGuard.PERMIT));
    if (permit != null) {
      return under(judge, permit);
    }
    permit = judge.current();
    if (permit == null) {
      return judge.unprotected("jersey", new UnknownExchange("jersey")) ? UNPROTECTED : null;
    }
    request.setProperty(ResourceGuard.PERMIT, permit);
    return permit;
  }

  /**
   * The container may have changed the thread: whatever fails further in finds the permit again.
   */
  private static Object under(Judge judge, Permit permit) {
    if (judge.current() != null) {
      return permit;
    }
    judge.runUnder(permit);
    return UNDER;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (entered == UNDER) {
      judge.runUnder(null);
    }
    // Whoever decided the request records its end.
  }
}
