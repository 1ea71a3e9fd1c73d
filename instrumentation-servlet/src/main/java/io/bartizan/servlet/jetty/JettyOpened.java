package io.bartizan.servlet.jetty;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.eclipse.jetty.server.NetworkConnector;
import org.jspecify.annotations.Nullable;

/** Tells that a connector of Jetty, 9.4 to 12, has opened its port before its handlers start. */
public final class JettyOpened implements Adapter {

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
    int port = ((NetworkConnector) self).getLocalPort();
    if (port > 0) {
      judge.opened("jetty", port);
    }
  }
}
