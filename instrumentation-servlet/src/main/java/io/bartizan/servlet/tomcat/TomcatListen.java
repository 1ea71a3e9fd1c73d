package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.net.InetAddress;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.jspecify.annotations.Nullable;

/** Tells that a connector of Tomcat listens. */
public final class TomcatListen implements Adapter {

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    throw new UnsupportedOperationException("only a connector that has started comes here");
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
    if (port <= 0) {
      // A Unix domain socket: nothing to connect to from here.
      return;
    }
    ProtocolHandler handler = connector.getProtocolHandler();
    InetAddress address =
        handler instanceof AbstractProtocol ? ((AbstractProtocol<?>) handler).getAddress() : null;
    boolean http = handler instanceof AbstractHttp11Protocol;
    boolean secure = http && ((AbstractHttp11Protocol<?>) handler).isSSLEnabled();
    String host = address == null ? null : address.getHostAddress();
    judge.listening("tomcat", http ? (secure ? "https" : "http") : "ajp", host, port);
  }
}
