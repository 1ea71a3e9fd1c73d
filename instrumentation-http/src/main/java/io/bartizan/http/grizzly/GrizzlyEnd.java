package io.bartizan.http.grizzly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** Settles a permit that is provisional still when all handlers of its request are through. */
public final class GrizzlyEnd implements Adapter {

  /** As the handler's adapter has them, whose classes this one does not share. */
  private static final String PERMIT = "io.bartizan.permit";

  private static final String EXCHANGE = "io.bartizan.exchange";

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    throw new UnsupportedOperationException("only the end of a request comes here");
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (!(first instanceof Request)) {
      throw new IllegalArgumentException("not a request of Grizzly's");
    }
    Request request = (Request) first;
    Permit permit = judge.open(request.getAttribute(PERMIT));
    request.removeAttribute(PERMIT);
    request.removeAttribute(EXCHANGE);
    if (permit != null && judge.provisional(permit)) {
      judge.settle(permit);
    }
  }
}
