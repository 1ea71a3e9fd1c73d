package io.bartizan.engine;

import org.jspecify.annotations.Nullable;

/** Hears of the servers that the engine meets. */
public interface ServerListener {

  /** A server's requests are decided at its servlets only; told once for each server. */
  void servletOnly(String server);

  /**
   * A request was decided that came by a port of which no server has told; told once for each port.
   */
  void decided(String server, int port, boolean chokePoint);

  /** See {@link io.bartizan.gate.Judge#opened}. */
  void opened(String server, int port);

  /** See {@link io.bartizan.gate.Judge#mayListen}. */
  boolean mayListen(String server, Class<?> witness);

  /** See {@link io.bartizan.gate.Judge#listening}. */
  void listening(String server, String protocol, @Nullable String host, int port, Runnable stop);
}
