package io.bartizan.engine;

import org.jspecify.annotations.Nullable;

/** Hears of the servers that the engine meets. */
public interface ServerListener {

  /** A server's requests are decided at its servlets only; told once for each server. */
  void servletOnly(String server);

  /**
   * A connector has begun to listen.
   *
   * @param scheme {@code http}, {@code https} or {@code ajp}
   * @param host the address that it is bound to; null for all of them
   */
  void listening(String server, String scheme, @Nullable String host, int port);
}
