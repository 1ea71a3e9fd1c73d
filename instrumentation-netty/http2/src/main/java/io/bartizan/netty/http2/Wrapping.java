package io.bartizan.netty.http2;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2FrameListener;
import org.jspecify.annotations.Nullable;

/** Puts a sentry before whatever is to listen to a server's connection. */
public final class Wrapping implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    Http2Connection connection = (Http2Connection) self;
    Object[] listens = (Object[]) first;
    if (listens == null) {
      throw new IllegalArgumentException("no listener is told");
    }
    Object listener = listens[0];
    // Netty itself refuses one that is null.
    if (connection.isServer() && listener != null) {
      listens[0] = new Sentry(judge, connection, (Http2FrameListener) listener);
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
    // The listener is known by then.
  }
}
