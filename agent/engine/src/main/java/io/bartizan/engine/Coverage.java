package io.bartizan.engine;

import io.bartizan.gate.Exchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tells once of each server whose requests are decided at its servlets only, not before them. */
final class Coverage {

  /** A JVM has a container or two; a server that changes its name with each request is not told. */
  private static final int MAX_SERVERS = 16;

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile Consumer<String> announcer = server -> {};

  void announceTo(Consumer<String> next) {
    announcer = next;
  }

  void see(Exchange exchange) {
    if (exchange.chokePoint()) {
      return;
    }
    String server = exchange.server();
    if (told.size() < MAX_SERVERS && told.add(server)) {
      announcer.accept(server);
    }
  }
}
