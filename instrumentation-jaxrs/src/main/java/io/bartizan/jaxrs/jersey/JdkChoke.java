package io.bartizan.jaxrs.jersey;

import com.sun.net.httpserver.HttpExchange;
import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the JDK's HTTP server hands a request to Jersey, which processes it on this thread
 * from start to end.
 */
public final class JdkChoke implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof HttpExchange)) {
      throw new IllegalArgumentException("not an exchange of the JDK's server");
    }
    Permit permit = judge.decide(new JdkExchange((HttpExchange) first), null);
    if (permit != null) {
      judge.runUnder(permit);
    }
    return permit;
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
    if (permit != null) {
      try {
        judge.settle(permit);
      } finally {
        // Even then the permit closes, and its record is made.
        judge.finish(permit);
      }
    }
  }
}
