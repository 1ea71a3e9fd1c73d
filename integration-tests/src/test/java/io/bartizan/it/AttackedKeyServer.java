package io.bartizan.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A key server on loopback, good and bad, that counts who asks for what. */
final class AttackedKeyServer implements AutoCloseable {

  private static final String SETS = "/jwks/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> sets = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> hits = new ConcurrentHashMap<>();
  private final AtomicInteger strays = new AtomicInteger();

  AttackedKeyServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Serves a body, or behaves badly where it is a word for that. */
  String serve(String name, String body) {
    sets.put(name, body);
    return "http://127.0.0.1:" + port() + SETS + name;
  }

  /** How often a set was fetched. */
  int hits(String name) {
    return hits.computeIfAbsent(name, n -> new AtomicInteger()).get();
  }

  /** Requests for anything that no policy names. */
  int strays() {
    return strays.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String name = path.startsWith(SETS) ? path.substring(SETS.length()) : "";
    String body = sets.get(name);
    if (body == null) {
      strays.incrementAndGet();
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    hits.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet();
    try (HttpExchange open = exchange) {
      switch (body) {
        case "slow":
          pause(30_000);
          break;
        case "trickle":
          open.sendResponseHeaders(200, 1_000_000);
          for (int i = 0; i < 30; i++) {
            open.getResponseBody().write(' ');
            open.getResponseBody().flush();
            pause(1000);
          }
          break;
        case "redirect":
          open.getResponseHeaders().set("Location", "http://[::1]:" + port() + "/elsewhere");
          open.sendResponseHeaders(302, -1);
          break;
        default:
          byte[] octets = body.getBytes(StandardCharsets.UTF_8);
          open.sendResponseHeaders(200, octets.length);
          try (OutputStream out = open.getResponseBody()) {
            out.write(octets);
          }
      }
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IOException(end);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
