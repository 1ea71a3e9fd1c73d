package io.bartizan.engine;

import io.bartizan.gate.Exchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells once of each server whose requests are decided at its servlets only, not before them. */
final class Coverage {

  /** A JVM has a container or two; a server that changes its name with each request is not told. */
  private static final int MAX_SERVERS = 16;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ServerListener listener;

  void tell(ServerListener next) {
    listener = next;
  }

  /** Who hears of servers; null while nobody does. */
  @Nullable ServerListener listener() {
    return listener;
  }

  void see(Exchange exchange) {
    if (exchange.chokePoint()) {
      return;
    }
    String server = exchange.server();
    ServerListener hears = listener;
    if (hears != null && told.size() < MAX_SERVERS && told.add(server)) {
      hears.servletOnly(server);
    }
  }
}
