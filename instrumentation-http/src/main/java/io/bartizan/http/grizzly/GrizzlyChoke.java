package io.bartizan.http.grizzly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.glassfish.grizzly.http.server.Request;
import org.jspecify.annotations.Nullable;

/** Decides when a request comes to its first handler; says whether one waits for its decision. */
public final class GrizzlyChoke implements Adapter {

  /** What it comes by. */
  static final String POINT = "grizzly.request";

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof Request)) {
      throw new IllegalArgumentException("not a request of Grizzly's");
    }
    GrizzlyExchange exchange = GrizzlyExchange.of((Request) first);
    if (exchange == null) {
      throw new IllegalStateException("nobody has begun to decide it");
    }
    return judge.decide(exchange, null, permit -> exchange.accompany(judge, permit));
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // The end of a request is GrizzlyEnd's.
  }
}
