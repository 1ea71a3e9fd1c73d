package io.bartizan.engine.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** A key server on loopback that answers as a test tells it, and notes who asked when. */
final class KeyServer implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final LongSupplier clock;

  /** When each request came, by the test's clock. */
  final List<Long> asked = new CopyOnWriteArrayList<>();

  final AtomicInteger underWay = new AtomicInteger();

  final AtomicInteger mostUnderWay = new AtomicInteger();

  volatile HttpHandler behaviour;

  KeyServer(LongSupplier clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.add(clock.getAsLong());
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      behaviour.handle(exchange);
    } finally {
      underWay.decrementAndGet();
      exchange.close();
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** Answers everything with this from now on. */
  void serve(int status, String body, String... headers) {
    behaviour = exchange -> answer(exchange, status, body, headers);
  }

  static void answer(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
