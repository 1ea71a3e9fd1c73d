package io.bartizan.testapp;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** The JAX-RS application under {@code /rs/*} on the JDK's own server, without servlets. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    HttpHandler jersey =
        ContainerFactory.createContainer(
            HttpHandler.class, ResourceConfig.forApplicationClass(RestApplication.class));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext(
        "/rs",
        exchange -> {
          Caller.begins(exchange.getRemoteAddress().getPort());
          jersey.handle(exchange);
        });
    server.start();
    Control.serve(server.getAddress().getPort(), () -> "none");
  }
}
