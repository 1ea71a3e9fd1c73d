package io.bartizan.http.wildfly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.wildfly.extension.undertow.ListenerService;

/** Asks whether a listener of WildFly's undertow subsystem may listen, and tells that it does. */
public final class ListenerListen implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return judge.mayListen("undertow", ListenerService.class) ? self : null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    ListenerService listener = (ListenerService) self;
    if (entered == null || !listener.isEnabled()) {
      return;
    }
    // The first handshake may make WildFly generate a certificate: the canary is not to cause that.
    String protocol = listener.isSecure() ? "https without canary" : listener.getProtocol();
    InetSocketAddress bound = listener.getSocketBinding().getSocketAddress();
    String host = bound.getAddress() == null ? null : bound.getAddress().getHostAddress();
    judge.listening("undertow", protocol, host, bound.getPort(), () -> listener.setEnabled(false));
  }
}
