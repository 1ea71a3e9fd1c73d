package io.bartizan.servlet.jetty;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.util.Locale;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.NetworkConnector;
import org.jspecify.annotations.Nullable;

/** Tells that a connector of Jetty, 9.4 to 12, listens. */
public final class JettyListen implements Adapter {

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
    if (!(self instanceof NetworkConnector) || ((NetworkConnector) self).getLocalPort() <= 0) {
      // A connector inside the JVM, or a Unix domain socket: nothing to connect to.
      return;
    }
    NetworkConnector connector = (NetworkConnector) self;
    String protocol = String.valueOf(((AbstractConnector) self).getDefaultProtocol());
    boolean secure = protocol.toLowerCase(Locale.ROOT).startsWith("ssl");
    judge.listening(
        "jetty", secure ? "https" : "http", connector.getHost(), connector.getLocalPort());
  }
}
