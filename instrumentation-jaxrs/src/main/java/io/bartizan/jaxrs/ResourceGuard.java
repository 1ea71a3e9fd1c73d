package io.bartizan.jaxrs;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import org.jspecify.annotations.Nullable;

/**
 * "Show me the permit", where a resource's method is about to be invoked.
 *
 * <p>The permit is found on the framework's request, or on the thread. A request without one came
 * by no choke point, and goes no further.
 */
public abstract class ResourceGuard implements Adapter {

  /**
   * What a request carries its permit by. The name opens nothing: only the engine's object does.
   */
  public static final String PERMIT = "io.bartizan.permit";

  /** What an observed request without a permit hands back. */
  private static final Object UNPROTECTED = new Object();

  /** What the framework's request carries as its permit; null if nothing. */
  protected abstract @Nullable Object carried(@Nullable Object first);

  /** The resource's method as it stands in this request. */
  protected abstract ResourceDispatch dispatch(
      Permit permit, Object self, @Nullable Object first, @Nullable Object third) throws Exception;

  @Override
  public final @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Throwable {
    Permit permit = judge.open(carried(first));
    if (permit == null) {
      permit = judge.current();
    }
    if (permit == null) {
      String name = self.getClass().getName();
      return judge.unprotected(name, new UnknownExchange(name)) ? UNPROTECTED : null;
    }
    return judge.extend(permit, dispatch(permit, self, first, third)) ? permit : null;
  }

  @Override
  public final void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // Whoever decided the request records its end.
  }
}
