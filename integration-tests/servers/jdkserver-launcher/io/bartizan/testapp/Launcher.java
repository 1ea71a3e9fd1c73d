package io.bartizan.testapp;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/** The test application on the JDK's own server, behind a filter of its own. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    HttpServer server = server(new InetSocketAddress("127.0.0.1", 0));
    server.setExecutor(Executors.newFixedThreadPool(16));
    HttpContext context = server.createContext("/", Launcher::handle);
    context.getFilters().add(new Counting());
    server.start();
    Control.serve(server.getAddress().getPort(), () -> "none");
  }

  private static HttpServer server(InetSocketAddress address) throws Exception {
    if (!Tls.wanted()) {
      return HttpServer.create(address, 0);
    }
    HttpsServer server = HttpsServer.create(address, 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(Tls.context()) {
          @Override
          public void configure(HttpsParameters connection) {
            SSLParameters parameters = getSSLContext().getDefaultSSLParameters();
            parameters.setWantClientAuth(true);
            connection.setSSLParameters(parameters);
          }
        });
    return server;
  }

  /** Whatever a filter does it does before the handler: this is where a request enters. */
  private static final class Counting extends Filter {
    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
      Entries.count(routes(exchange), exchange.getRemoteAddress().getPort());
      chain.doFilter(exchange);
    }

    @Override
    public String description() {
      return "counts";
    }
  }

  private static Set<Integer> routes(HttpExchange exchange) {
    Set<Integer> handlers = new LinkedHashSet<>(Routes.of(exchange.getRequestURI().toString()));
    handlers.addAll(Routes.of(exchange.getRequestURI().getPath()));
    if (handlers.size() > 1) {
      handlers.remove(Entries.ROOT);
    }
    return handlers;
  }

  private static void handle(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    byte[] buffer = new byte[4096];
    while (body.read(buffer) >= 0) {
      // Only that it is read counts.
    }
    byte[] echo =
        (routes(exchange) + " " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : echo.length);
    if (!head) {
      exchange.getResponseBody().write(echo);
    }
    exchange.close();
  }
}
