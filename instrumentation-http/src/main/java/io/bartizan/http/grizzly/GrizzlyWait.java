package io.bartizan.http.grizzly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.lang.reflect.Method;
import java.util.concurrent.ExecutorService;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Hands a request whose decision must wait to a worker, which may: a selector's thread serves other
 * connections too. Says whether it did; all else that was not let in is over.
 */
public final class GrizzlyWait implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws ReflectiveOperationException {
    if (!(first instanceof Request) || !(second instanceof Response)) {
      throw new IllegalArgumentException("not Grizzly's request and response");
    }
    Request request = (Request) first;
    Response response = (Response) second;
    GrizzlyExchange exchange = GrizzlyExchange.of(request);
    if (exchange == null || !exchange.waits()) {
      return null;
    }
    // Not public, and the handlers that a server is made of override it.
    Method handle = HttpHandler.class.getDeclaredMethod("doHandle", Request.class, Response.class);
    handle.setAccessible(true);
    FilterChainContext context = request.getContext();
    ExecutorService workers = context.getConnection().getTransport().getWorkerThreadPool();
    context.suspend();
    workers.execute(
        () -> {
          if (GrizzlyExchange.of(request) == exchange && anew(handle, self, request, response)) {
            context.resume();
          }
        });
    return exchange;
  }

  /** Whether the request is over; what fails has been answered, or is so by Grizzly. */
  private static boolean anew(Method handle, Object handler, Request request, Response response) {
    try {
      return (boolean) handle.invoke(handler, request, response);
    } catch (ReflectiveOperationException | RuntimeException failed) {
      return true;
    }
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // There is nothing to leave.
  }
}
