package io.bartizan.http.grizzly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.glassfish.grizzly.config.GenericGrizzlyListener;
import org.jspecify.annotations.Nullable;

/** Tells of the port of a listener for HTTP, which GlassFish opens long before it serves there. */
public final class ConfiguredOpened implements Adapter {

  /** Others of that kind wait for a protocol of their own (IIOP): their ports stay unknown. */
  private static final String HTTP = "com.sun.enterprise.v3.services.impl.GlassfishNetworkListener";

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (self.getClass().getName().equals(HTTP)) {
      judge.opened("grizzly", ((GenericGrizzlyListener) self).getPort());
    }
    return self;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // That it listens is ConfiguredListen's to tell.
  }
}
