package io.bartizan.jaxrs.resteasy;

import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.ProcessGuard;
import io.bartizan.jaxrs.ResourceGuard;
import org.jspecify.annotations.Nullable;

/** The guard where RESTEasy begins to process a request. */
public final class ResteasyEntry extends ProcessGuard {

  /** For the agent, which makes it by name. */
  public ResteasyEntry() {
    super("resteasy");
  }

  @Override
  protected @Nullable Object carried(@Nullable Object first) {
    return Requests.of(first).getAttribute(ResourceGuard.PERMIT);
  }

  @Override
  protected void carry(@Nullable Object first, Permit permit) {
    Requests.of(first).setAttribute(ResourceGuard.PERMIT, permit);
  }
}
