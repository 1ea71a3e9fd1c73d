package io.bartizan.http.undertow;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.jspecify.annotations.Nullable;

/** Decides when the root handler is about to run for an exchange. */
public final class UndertowChoke implements Adapter {

  /** What it comes by. */
  static final String POINT = "undertow.request";

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(second instanceof UndertowExchange)) {
      throw new IllegalArgumentException("not an exchange of Undertow's");
    }
    UndertowExchange exchange = (UndertowExchange) second;
    return judge.decide(exchange, null, permit -> exchange.accompany(judge, permit));
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // The end of an exchange is its listener's.
  }
}
