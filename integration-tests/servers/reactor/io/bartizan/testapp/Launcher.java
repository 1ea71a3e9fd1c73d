package io.bartizan.testapp;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The test application on Reactor Netty, by HTTP/1 and HTTP/2 on the same port. */
public final class Launcher {

  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
            .handle(Launcher::handle)
            .bindNow();
    Loops.watch();
    Control.serve(server.port(), () -> "none");
  }

  private static Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    Entries.count(Routes.of(request.uri()), request.remoteAddress().getPort());
    String echo = Routes.of(request.uri()) + " " + request.uri();
    return request
        .receive()
        .then()
        .then(response.status(HttpResponseStatus.OK).sendString(Mono.just(echo)).then());
  }
}
