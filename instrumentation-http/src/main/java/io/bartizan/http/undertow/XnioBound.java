package io.bartizan.http.undertow;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.BoundChannel;

/**
 * Tells of each port that XNIO has opened: those of an {@link UndertowListen} and those that
 * WildFly opens for Undertow by itself. What is spoken there shows with the first request only.
 */
public final class XnioBound implements Adapter {

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    throw new UnsupportedOperationException("only an opened port comes here");
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    SocketAddress bound =
        first instanceof BoundChannel ? ((BoundChannel) first).getLocalAddress() : null;
    if (bound instanceof InetSocketAddress && ((InetSocketAddress) bound).getPort() > 0) {
      InetSocketAddress address = (InetSocketAddress) bound;
      BoundChannel channel = (BoundChannel) first;
      String host = address.getAddress() == null ? null : address.getAddress().getHostAddress();
      judge.listening("undertow", "tcp", host, address.getPort(), () -> IoUtils.safeClose(channel));
    }
  }
}
