package io.bartizan.http.liberty;

import com.ibm.wsspi.http.HttpInboundConnection;
import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import org.jspecify.annotations.Nullable;

/** Ends the permit of a request that is through, before the rest of its response is sent. */
public final class LibertyEnd implements Adapter {

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    throw new UnsupportedOperationException("only the end of a request comes here");
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second)
      throws Exception {
    LibertyExchange exchange = LibertyExchange.takenFrom((HttpInboundConnection) self);
    Permit permit = exchange == null ? null : judge.open(exchange.permit());
    if (exchange == null || permit == null) {
      return;
    }
    if (judge.provisional(permit)) {
      exchange.ending();
      judge.settle(permit);
    }
    judge.finish(permit);
  }
}
