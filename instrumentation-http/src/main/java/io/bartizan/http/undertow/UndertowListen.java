package io.bartizan.http.undertow;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Asks whether an Undertow may listen, and tells of each of its listeners. */
public final class UndertowListen implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return judge.mayListen("undertow", Undertow.class) ? self : null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (entered == null) {
      return;
    }
    Undertow server = (Undertow) self;
    for (Undertow.ListenerInfo listener : server.getListenerInfo()) {
      SocketAddress bound = listener.getAddress();
      if (bound instanceof InetSocketAddress) {
        InetSocketAddress address = (InetSocketAddress) bound;
        String host = address.getAddress() == null ? null : address.getAddress().getHostAddress();
        judge.listening(
            "undertow", listener.getProtcol(), host, address.getPort(), listener::suspend);
      }
    }
  }
}
