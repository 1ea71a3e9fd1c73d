package io.bartizan.http.grizzly;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.jspecify.annotations.Nullable;

/** Asks whether a listener of Grizzly's HTTP server may listen, and tells that it does. */
public final class GrizzlyListen implements Adapter {

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
    NetworkListener listener = (NetworkListener) self;
    if (entered == null || listener.getPort() <= 0) {
      return;
    }
    judge.listening(
        "grizzly",
        listener.isSecure() ? "https" : "http",
        listener.getHost(),
        listener.getPort(),
        () -> stop(listener));
  }

  private static void stop(NetworkListener listener) {
    try {
      listener.shutdownNow();
    } catch (IOException failed) {
      throw new UncheckedIOException("a listener could not be stopped", failed);
    }
  }
}
