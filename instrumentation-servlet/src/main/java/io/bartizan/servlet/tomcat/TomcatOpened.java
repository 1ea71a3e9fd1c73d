package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.apache.catalina.connector.Connector;
import org.jspecify.annotations.Nullable;

/** Tells that a connector of Tomcat has opened its port; it listens once all is deployed. */
public final class TomcatOpened implements Adapter {

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
    int port = ((Connector) self).getLocalPort();
    if (port > 0) {
      judge.opened("tomcat", port);
    }
  }
}
