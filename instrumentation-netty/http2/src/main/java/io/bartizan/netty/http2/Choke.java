package io.bartizan.netty.http2;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.jspecify.annotations.Nullable;

/** Decides before any listener hears of a stream. */
public final class Choke implements Adapter {

  /** The join point that it stands at. */
  static final String POINT = "netty.http2.request";

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof StreamExchange)) {
      throw new IllegalArgumentException("not a stream's exchange");
    }
    return judge.decide((StreamExchange) first);
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // A stream's end is told by its connection: Streams.
  }
}
