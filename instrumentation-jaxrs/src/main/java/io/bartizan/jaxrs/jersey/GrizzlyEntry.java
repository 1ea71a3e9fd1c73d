package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.ProcessGuard;
import io.bartizan.jaxrs.ResourceGuard;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The guard where Grizzly hands a request to Jersey, perhaps on another thread than the one that it
 * was decided on.
 */
public final class GrizzlyEntry extends ProcessGuard {

  /** For the agent, which makes it by name. */
  public GrizzlyEntry() {
    super("jersey on grizzly");
  }

  @Override
  protected @Nullable Object carried(@Nullable Object first) {
    return request(first).getAttribute(ResourceGuard.PERMIT);
  }

  @Override
  protected void carry(@Nullable Object first, Permit permit) {
    request(first).setAttribute(ResourceGuard.PERMIT, permit);
  }

  private static Request request(@Nullable Object first) {
    if (!(first instanceof Request)) {
      throw new IllegalArgumentException("not Grizzly's request");
    }
    return (Request) first;
  }
}
