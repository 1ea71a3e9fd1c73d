package io.bartizan.http.grizzly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.glassfish.grizzly.config.GenericGrizzlyListener;
import org.glassfish.grizzly.http.server.HttpServerFilter;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.ssl.SSLBaseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a listener that GlassFish's domain configures may listen, and tells that it does.
 */
public final class ConfiguredListen implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return judge.mayListen("grizzly", NetworkListener.class) ? self : null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    GenericGrizzlyListener listener = (GenericGrizzlyListener) self;
    if (entered == null || !http(listener) || listener.getPort() <= 0) {
      return;
    }
    boolean secure = !listener.getFilters(SSLBaseFilter.class).isEmpty();
    judge.listening(
        "grizzly",
        secure ? "https" : "http",
        listener.getAddress() == null ? null : listener.getAddress().getHostAddress(),
        listener.getPort(),
        () -> stop(listener));
  }

  /** Others wait for a protocol of their own (IIOP), which nothing here decides. */
  private static boolean http(GenericGrizzlyListener listener) {
    return !listener.getFilters(HttpServerFilter.class).isEmpty();
  }

  private static void stop(GenericGrizzlyListener listener) {
    try {
      listener.stop();
    } catch (IOException failed) {
      throw new UncheckedIOException("a listener could not be stopped", failed);
    }
  }
}
