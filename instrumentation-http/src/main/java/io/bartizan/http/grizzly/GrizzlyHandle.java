package io.bartizan.http.grizzly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Gate;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Has a request decided at its first handler. Those that it is led on to go on under the same
 * permit, which the request carries to whatever thread serves it.
 */
public final class GrizzlyHandle implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    if (!(self instanceof HttpHandler)
        || !(first instanceof Request)
        || !(second instanceof Response)) {
      throw new IllegalArgumentException("not Grizzly's request and response");
    }
    Request request = (Request) first;
    GrizzlyExchange known = GrizzlyExchange.of(request);
    if (known == null || known.stale(judge)) {
      known = GrizzlyExchange.begin(request, (Response) second);
      decide(judge, self, request, known);
    } else if (known.waits()) {
      decide(judge, self, request, known);
    }
    return known.admitted() ? new Under(judge.runUnder(judge.open(known.permit()))) : null;
  }

  private static void decide(Judge judge, Object self, Request request, GrizzlyExchange known)
      throws Exception {
    known.decide();
    Object entered = Gate.enter(GrizzlyChoke.POINT, self, request, known.response(), null);
    if (entered == null) {
      known.end();
      return;
    }
    known.admit(judge.open(entered));
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (entered instanceof Under) {
      judge.runUnder(((Under) entered).before);
    }
  }

  /** What a handler's thread ran under before. */
  private static final class Under {
    private final @Nullable Permit before;

    Under(@Nullable Permit before) {
      this.before = before;
    }
  }
}
