package io.bartizan.servlet.jetty12;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Decides before Jetty 12 hands a request to its handlers, whatever their environment. */
public final class Jetty12Choke implements Adapter {

  /** The same name as in the other containers; the guard reads it through the servlet API. */
  private static final String PERMIT_ATTRIBUTE = "io.bartizan.permit";

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof Request)
        || !(second instanceof Response)
        || !(third instanceof Callback)) {
      throw new IllegalArgumentException("not Jetty's request, response and callback");
    }
    Request request = (Request) first;
    Response response = (Response) second;
    return judge.decide(
        new Jetty12Exchange(request, response, (Callback) third),
        null,
        permit -> {
          request.setAttribute(PERMIT_ATTRIBUTE, permit);
          Request.addCompletionListener(request, failure -> judge.finish(permit));
          judge.carry(permit);
        });
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    judge.carry(null);
    // The completion listener tells the end of a request.
  }
}
