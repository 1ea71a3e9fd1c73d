package io.bartizan.testapp;

import java.io.IOException;
import java.util.Collections;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The test application as controllers of Spring WebFlux. */
@SpringBootApplication
@RestController
public class Boot {

  public static void main(String[] arguments) throws IOException {
    SpringApplication.run(Boot.class, arguments);
    ControlPort.open();
  }

  @RequestMapping({"/admin", "/admin/**"})
  public Mono<String> admin(ServerHttpRequest request) {
    return entered(Entries.ADMIN, "admin", request);
  }

  @RequestMapping({"/public", "/public/**"})
  public Mono<String> open(ServerHttpRequest request) {
    return entered(Entries.PUBLIC, "public", request);
  }

  @RequestMapping({"/ops", "/ops/**"})
  public Mono<String> ops(ServerHttpRequest request) {
    return entered(Entries.OPS, "ops", request);
  }

  @RequestMapping("/**")
  public Mono<String> root(ServerHttpRequest request) {
    return entered(Entries.ROOT, "root", request);
  }

  private static Mono<String> entered(int handler, String name, ServerHttpRequest request) {
    Entries.count(Collections.singleton(handler), request.getRemoteAddress().getPort());
    return Mono.just(name);
  }
}
