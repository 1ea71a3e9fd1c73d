package io.bartizan.engine;

import io.bartizan.gate.Exchange;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Tells once of each server whose requests are decided at its servlets only, not before them, and
 * of each port that only its requests tell of.
 */
final class Coverage {

  /** A JVM has a container or two; a server that changes its name with each request is not told. */
  private static final int MAX_SERVERS = 16;

  private static final int PORTS = 1 << 16;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** The ports that requests came by, a bit each: a request costs a look, and nothing is made. */
  private final AtomicLongArray seen = new AtomicLongArray(PORTS / Long.SIZE);

  private volatile boolean unknown;
  private volatile @Nullable ServerListener listener;

  void tell(ServerListener next) {
    listener = next;
  }

  /** Who hears of servers; null while nobody does. */
  @Nullable ServerListener listener() {
    return listener;
  }

  void portsUnknown() {
    unknown = true;
  }

  void see(Exchange exchange) {
    boolean chokePoint = exchange.chokePoint();
    ServerListener hears = listener;
    if (hears == null || (chokePoint && !unknown)) {
      return;
    }
    String server = exchange.server();
    if (!chokePoint && told.size() < MAX_SERVERS && told.add(server)) {
      hears.servletOnly(server);
    }
    int port = exchange.localPort();
    if (port > 0 && port < PORTS && first(port)) {
      hears.decided(server, port, chokePoint);
    }
  }

  private boolean first(int port) {
    int at = port / Long.SIZE;
    long bit = 1L << port;
    long known = seen.get(at);
    while ((known & bit) == 0) {
      if (seen.compareAndSet(at, known, known | bit)) {
        return true;
      }
      known = seen.get(at);
    }
    return false;
  }
}
