package io.bartizan.http.liberty;

import com.ibm.wsspi.http.HttpInboundConnection;
import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a request is about to be served, by an application or by a page of Liberty's own.
 */
public final class LibertyChoke implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Exception {
    if (!(first instanceof HttpInboundConnection)) {
      throw new IllegalArgumentException("not an inbound connection of Liberty's");
    }
    LibertyExchange exchange = new LibertyExchange((HttpInboundConnection) first);
    Permit permit = judge.decide(exchange, null, exchange::accompany);
    if (permit != null) {
      judge.carry(permit);
      return permit;
    }
    if (second instanceof Closeable) {
      // The page that is not sent.
      ((Closeable) second).close();
    }
    exchange.end();
    return null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // The end of a request is LibertyEnd's: it may go on on another thread.
    judge.carry(null);
  }
}
