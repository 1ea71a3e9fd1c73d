package io.bartizan.http.wildfly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jboss.as.domain.http.server.ManagementHttpServer;
import org.jspecify.annotations.Nullable;

/** Asks whether WildFly's management interface may listen, and tells that it does. */
public final class ManagementListen implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return judge.mayListen("undertow", ManagementHttpServer.class) ? self : null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    ManagementHttpServer server = (ManagementHttpServer) self;
    if (entered != null) {
      tell(judge, server, "http", () -> server.getLocalAddress(InetSocketAddress.class));
      tell(judge, server, "https", () -> server.getSecureLocalAddress(InetSocketAddress.class));
    }
  }

  private static void tell(
      Judge judge,
      ManagementHttpServer server,
      String protocol,
      Supplier<InetSocketAddress> address) {
    InetSocketAddress bound;
    try {
      bound = address.get();
    } catch (NullPointerException none) {
      // WildFly's own way to say that it has no such socket.
      return;
    }
    if (bound != null) {
      String host = bound.getAddress() == null ? null : bound.getAddress().getHostAddress();
      judge.listening("undertow", protocol, host, bound.getPort(), server::stop);
    }
  }
}
