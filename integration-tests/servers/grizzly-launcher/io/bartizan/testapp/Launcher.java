package io.bartizan.testapp;

import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.jersey.grizzly2.httpserver.GrizzlyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** The JAX-RS application under {@code /rs/*} on Grizzly, without servlets. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    GrizzlyHttpContainer jersey =
        ContainerFactory.createContainer(
            GrizzlyHttpContainer.class, ResourceConfig.forApplicationClass(RestApplication.class));
    HttpServer server = new HttpServer();
    NetworkListener listener = new NetworkListener("rest", "127.0.0.1", 0);
    server.addListener(listener);
    server
        .getServerConfiguration()
        .addHttpHandler(
            new HttpHandler() {
              @Override
              public void start() {
                jersey.start();
              }

              @Override
              public void service(Request request, Response response) throws Exception {
                Caller.begins(request.getRemotePort());
                jersey.service(request, response);
              }
            },
            "/rs");
    server.start();
    Control.serve(listener.getPort(), () -> "none");
  }
}
