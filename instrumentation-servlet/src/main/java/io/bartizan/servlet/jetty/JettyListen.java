package io.bartizan.servlet.jetty;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.util.Locale;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.NetworkConnector;
import org.jspecify.annotations.Nullable;

/** Asks whether a connector of Jetty, 9.4 to 12, may listen, and tells that it does. */
public final class JettyListen implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return judge.mayListen("jetty", AbstractConnector.class) ? self : null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (entered == null
        || !(self instanceof NetworkConnector)
        || ((NetworkConnector) self).getLocalPort() <= 0) {
      // Kept from listening, or inside the JVM, or a Unix domain socket: nothing to connect to.
      return;
    }
    NetworkConnector connector = (NetworkConnector) self;
    judge.listening(
        "jetty",
        protocol((AbstractConnector) self),
        connector.getHost(),
        connector.getLocalPort(),
        () -> stop(connector));
  }

  /** What a client must speak first: {@code proxy} or {@code h2c}, say, where it is not HTTP/1. */
  private static String protocol(AbstractConnector connector) {
    String name = String.valueOf(connector.getDefaultProtocol()).toLowerCase(Locale.ROOT);
    return name.startsWith("http/1") ? "http" : name.startsWith("ssl") ? "https" : name;
  }

  private static void stop(NetworkConnector connector) {
    try {
      connector.stop();
    } catch (Exception failed) {
      throw new IllegalStateException("a connector could not be stopped", failed);
    }
  }
}
