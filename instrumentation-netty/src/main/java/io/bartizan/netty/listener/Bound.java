package io.bartizan.netty.listener;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ServerChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each port that a server on Netty has opened. What is spoken there shows with the first
 * connection only; that its HTTP will be decided is known now, for every pipeline is woven.
 */
public final class Bound implements Adapter {

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    throw new UnsupportedOperationException("only a bound channel comes here");
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    Channel channel = first instanceof ChannelPromise ? ((ChannelPromise) first).channel() : null;
    SocketAddress bound = channel instanceof ServerChannel ? channel.localAddress() : null;
    if (channel == null || !(bound instanceof InetSocketAddress)) {
      // A client's own end, another kind of address, or a port that could not be had.
      return;
    }
    InetSocketAddress address = (InetSocketAddress) bound;
    if (address.getPort() > 0) {
      String host = address.getAddress() == null ? null : address.getAddress().getHostAddress();
      judge.listening(
          "netty", "tcp", host, address.getPort(), () -> channel.close().syncUninterruptibly());
    }
  }
}
