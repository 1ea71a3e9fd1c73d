package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.net.InetAddress;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;

/** Asks whether a connector of Tomcat may listen, and tells that it does. */
public final class TomcatListen implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return judge.mayListen("tomcat", Connector.class) ? self : null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    Connector connector = (Connector) self;
    int port = connector.getLocalPort();
    if (entered == null || port <= 0) {
      // Kept from listening, or a Unix domain socket: nothing to connect to from here.
      return;
    }
    ProtocolHandler handler = connector.getProtocolHandler();
    InetAddress address =
        handler instanceof AbstractProtocol ? ((AbstractProtocol<?>) handler).getAddress() : null;
    boolean http = handler instanceof AbstractHttp11Protocol;
    boolean secure = http && ((AbstractHttp11Protocol<?>) handler).isSSLEnabled();
    String host = address == null ? null : address.getHostAddress();
    judge.listening(
        "tomcat", http ? (secure ? "https" : "http") : "ajp", host, port, () -> stop(connector));
  }

  /** Destroying it too is what closes the socket. */
  private static void stop(Connector connector) {
    try {
      connector.stop();
      connector.destroy();
    } catch (LifecycleException failed) {
      throw new IllegalStateException("a connector could not be stopped", failed);
    }
  }
}
