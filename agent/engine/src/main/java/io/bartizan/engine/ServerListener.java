package io.bartizan.engine;

import org.jspecify.annotations.Nullable;

/** Hears of the servers that the engine meets. */
public interface ServerListener {

  /** A server's requests are decided at its servlets only; told once for each server. */
  void servletOnly(String server);

  /** See {@link io.bartizan.gate.Judge#mayListen}. */
  boolean mayListen(String server, Class<?> witness);

  /** See {@link io.bartizan.gate.Judge#listening}. */
  void listening(String server, String protocol, @Nullable String host, int port, Runnable stop);
}
