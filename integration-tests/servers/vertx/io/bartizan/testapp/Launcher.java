package io.bartizan.testapp;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The test application on Vert.x, by HTTP/1 and HTTP/2 on the same port. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    HttpServer server =
        Vertx.vertx()
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(Launcher::handle);
    server.listen().toCompletionStage().toCompletableFuture().get();
    Loops.watch();
    Control.serve(server.actualPort(), () -> "none");
  }

  private static void handle(HttpServerRequest request) {
    Entries.count(Routes.of(request.uri()), request.remoteAddress().port());
    String echo = Routes.of(request.uri()) + " " + request.uri();
    request.body().onComplete(read -> request.response().end(echo));
  }
}
