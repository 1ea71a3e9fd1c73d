package io.bartizan.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import io.bartizan.gate.Adapter;
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Gate;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import org.jspecify.annotations.Nullable;

/**
 * Has a request decided at its first chain, which it goes through on one thread from start to end;
 * the chains within go on under the same permit.
 *
 * <p>A handler that answers on another thread after it has returned is recorded as it stands then.
 */
public final class JdkChain implements Adapter {

  private static final Object WITHIN = new Object();

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    Permit before = judge.current();
    if (before != null && of(before, first)) {
      return WITHIN;
    }
    Object entered = Gate.enter(JdkChoke.POINT, self, first, null, null);
    if (entered == null) {
      return null;
    }
    Permit permit = judge.open(entered);
    judge.runUnder(permit);
    return new Outermost(permit, before);
  }

  /** Filters hand wrappers on: what tells requests apart is the connection that they come by. */
  private static boolean of(Permit permit, @Nullable Object exchange) {
    Exchange known = permit.exchange();
    return exchange instanceof HttpExchange
        && known instanceof JdkExchange
        && ((JdkExchange) known).sameConnection((HttpExchange) exchange);
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (!(entered instanceof Outermost)) {
      return;
    }
    Outermost outermost = (Outermost) entered;
    judge.runUnder(outermost.before);
    Permit permit = outermost.permit;
    if (permit == null) {
      return;
    }
    try {
      if (judge.provisional(permit)) {
        judge.settle(permit);
      }
    } finally {
      // Even then the permit closes, and its record is made.
      judge.finish(permit);
    }
  }

  /** What the first chain remembers between its entry and its exit. */
  private static final class Outermost {
    private final @Nullable Permit permit;
    private final @Nullable Permit before;

    Outermost(@Nullable Permit permit, @Nullable Permit before) {
      this.permit = permit;
      this.before = before;
    }
  }
}
