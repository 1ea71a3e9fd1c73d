package io.bartizan.testapp;

import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.server.StaticHttpHandler;

/** The test application on Grizzly's own handlers, without servlets. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    HttpServer server = new HttpServer();
    NetworkListener listener = new NetworkListener("test", "127.0.0.1", 0);
    int loops = Integer.getInteger("testapp.loops", 2);
    listener.getTransport().setSelectorRunnersCount(loops);
    // A handler that waits for a body that never comes holds its worker.
    listener.getTransport().getWorkerThreadPoolConfig().setCorePoolSize(64).setMaxPoolSize(64);
    server.addListener(listener);
    server.getServerConfiguration().addHttpHandler(new Routing(), "/");
    String files = System.getProperty("testapp.files");
    if (files != null) {
      server.getServerConfiguration().addHttpHandler(new StaticHttpHandler(files), "/files");
    }
    server.start();
    Control.serve(listener.getPort(), () -> "none");
  }

  private static final class Routing extends HttpHandler {
    @Override
    public void service(Request request, Response response) throws Exception {
      String target = request.getRequestURI();
      Set<Integer> handlers = new LinkedHashSet<>(Routes.of(target));
      handlers.addAll(Routes.of(request.getDecodedRequestURI()));
      if (handlers.size() > 1) {
        handlers.remove(Entries.ROOT);
      }
      Entries.count(handlers, request.getRemotePort());
      InputStream body = request.getInputStream();
      byte[] buffer = new byte[4096];
      while (body.read(buffer) >= 0) {
        // Only that it is read counts.
      }
      response.getWriter().write(handlers + " " + target);
    }
  }
}
