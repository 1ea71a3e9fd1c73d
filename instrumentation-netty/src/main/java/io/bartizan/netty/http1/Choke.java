package io.bartizan.netty.http1;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.jspecify.annotations.Nullable;

/** Decides before any handler hears of a request. */
public final class Choke implements Adapter {

  /** The join point that it stands at. */
  static final String POINT = "netty.request";

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof NettyExchange)) {
      throw new IllegalArgumentException("not Netty's exchange");
    }
    return judge.decide((NettyExchange) first);
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // The conversation tells the end of a request: Replies.
  }
}
