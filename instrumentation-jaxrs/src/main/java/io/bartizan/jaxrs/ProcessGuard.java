package io.bartizan.jaxrs;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import org.jspecify.annotations.Nullable;

/**
 * Binds the permit of the layer around a framework to the framework's request, so that it is found
 * there by whatever thread goes on with it, and lets the thread run under it. Without a permit no
 * filter of the framework runs, either.
 */
public abstract class ProcessGuard implements Adapter {

  private static final Object UNPROTECTED = new Object();

  /** What a request hands back for which the thread has been put under its permit. */
  private static final Object UNDER = new Object();

  private final String framework;

  /** A guard of a framework of this name. */
  protected ProcessGuard(String framework) {
    this.framework = framework;
  }

  /** What the framework's request carries as its permit; null if nothing. */
  protected abstract @Nullable Object carried(@Nullable Object first);

  /** Lets the framework's request carry a permit. */
  protected abstract void carry(@Nullable Object first, Permit permit);

  @Override
  public final @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    Permit permit = judge.open(carried(first));
    if (permit != null) {
      return under(judge, permit);
    }
    permit = judge.current();
    if (permit == null) {
      return judge.unprotected(framework, new UnknownExchange(framework)) ? UNPROTECTED : null;
    }
    carry(first, permit);
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
  public final void leave(
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
