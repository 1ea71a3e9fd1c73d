package io.bartizan.netty.http2;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import org.jspecify.annotations.Nullable;

/** Counts what leaves of a response's body. */
public final class Bytes implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    Http2Connection http2 = (Http2Connection) self;
    if (http2.isServer()
        && first instanceof ChannelHandlerContext
        && second instanceof Integer
        && third instanceof ByteBuf) {
      Streams streams = Streams.on(judge, ((ChannelHandlerContext) first).channel(), http2);
      StreamExchange exchange = streams.of((Integer) second);
      if (exchange != null && exchange.admitted()) {
        exchange.sent(((ByteBuf) third).readableBytes());
      }
    }
    return self;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // Counted when it entered.
  }
}
