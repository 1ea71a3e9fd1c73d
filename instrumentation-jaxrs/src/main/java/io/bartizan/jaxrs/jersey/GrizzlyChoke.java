package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import java.util.Objects;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Decides when Grizzly hands a request to Jersey. Its end is Grizzly's word, which comes after
 * asynchronous processing as well.
 */
public final class GrizzlyChoke implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof Request) || !(second instanceof Response)) {
      throw new IllegalArgumentException("not Grizzly's request and response");
    }
    Request request = (Request) first;
    return judge.decide(
        new GrizzlyExchange(request, (Response) second),
        null,
        permit -> {
          request.addAfterServiceListener(over -> judge.finish(permit));
          judge.runUnder(permit);
        });
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    judge.runUnder(null);
    Permit permit = judge.open(entered);
    if (permit != null
        && judge.provisional(permit)
        && !((Response) Objects.requireNonNull(second)).isSuspended()) {
      judge.settle(permit);
    }
  }
}
