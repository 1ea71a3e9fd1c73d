package io.bartizan.testapp;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/** The test application on Undertow's own handlers, without servlets, by HTTP/1 and HTTP/2. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    Undertow.Builder builder =
        Undertow.builder()
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setIoThreads(Integer.getInteger("testapp.loops", 2))
            .setHandler(Launcher::handle);
    if (Tls.wanted()) {
      builder
          .addHttpsListener(0, "127.0.0.1", Tls.context())
          .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUESTED);
    } else {
      builder.addHttpListener(0, "127.0.0.1");
    }
    Undertow server = builder.build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    Control.serve(address.getPort(), () -> "none");
  }

  /** Entered on the I/O thread, as every handler is, and gone on with by a worker. */
  private static void handle(HttpServerExchange exchange) {
    String target = exchange.getRequestURI();
    Set<Integer> handlers = new LinkedHashSet<>(Routes.of(target));
    handlers.addAll(Routes.of(exchange.getRequestPath()));
    if (handlers.size() > 1) {
      handlers.remove(Entries.ROOT);
    }
    InetSocketAddress peer = exchange.getConnection().getPeerAddress(InetSocketAddress.class);
    Entries.count(handlers, peer.getPort());
    exchange.dispatch(() -> answer(exchange, handlers + " " + target));
  }

  private static void answer(HttpServerExchange exchange, String echo) {
    try {
      exchange.startBlocking();
      InputStream body = exchange.getInputStream();
      byte[] buffer = new byte[4096];
      while (body.read(buffer) >= 0) {
        // Only that it is read counts.
      }
      exchange.getResponseSender().send(echo);
    } catch (IOException broken) {
      exchange.endExchange();
    }
  }
}
