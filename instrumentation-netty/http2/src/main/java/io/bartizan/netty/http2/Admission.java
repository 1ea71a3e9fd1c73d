package io.bartizan.netty.http2;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a server's handler of HTTP/2 before it becomes part of its pipeline: whoever listens to
 * its decoder must be a sentry, or nobody yet.
 */
public final class Admission implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof ChannelHandlerContext)) {
      throw new IllegalArgumentException("not Netty's context");
    }
    if (second != null && !(second instanceof Sentry)) {
      return null;
    }
    Http2Connection http2 = (Http2Connection) self;
    Streams.on(judge, ((ChannelHandlerContext) first).channel(), http2).connection();
    return self;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // Nothing is left to do once the handler is part of its pipeline.
  }
}
