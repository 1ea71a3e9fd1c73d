package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong while a server runs. */
class RunFaultsIT {

  private static Server.Plan plan(String server, Tokens tokens) {
    Server.Plan plan = new Server.Plan(server);
    plan.jwks = tokens.jwks();
    return plan;
  }

  private static String bearer(Tokens tokens, String kind) throws Exception {
    return "Authorization: Bearer " + tokens.of(kind);
  }

  @Test
  void f05_policyBrokenUnderLoad_lastGoodOneGoesOnDeciding() throws Exception {
    Tokens tokens = new Tokens();
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (Server server = Server.start(plan("tomcat9", tokens))) {
      List<Future<Integer>> load = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        load.add(pool.submit(() -> load(server, stop)));
      }
      Path policy = server.folder.resolve("bartizan.yaml");
      long written = System.nanoTime();
      Files.writeString(policy, "rules: [garbage\n");
      server.awaitStderr("DEGRADED");
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - written);
      System.out.printf("degraded %d ms after the policy was broken%n", millis);
      JsonNode event = server.await(e -> e.path("class_uid").asInt() == 6002);
      assertTrue(event.path("status_detail").asText().contains("BZ1003"), event.toString());
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
      assertEquals(401, Raw.get(server.port(), "/admin/a").status());
      Files.writeString(policy, Policies.P0 + "  - {allow: {path: /ops/**}, who: anyone}\n");
      server.awaitStderr("policy reloaded");
      assertEquals(200, Raw.get(server.port(), "/ops/a").status());
      stop.set(true);
      int requests = 0;
      for (Future<Integer> future : load) {
        requests += future.get(30, TimeUnit.SECONDS);
      }
      assertTrue(requests > 50, "requests under way: " + requests);
      assertEquals(1, server.stderr().split("DEGRADED", -1).length - 1, "told once");
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
  }

  /** Sends requests until told to stop; each must be decided as the good policy says. */
  private static int load(Server server, AtomicBoolean stop) throws Exception {
    int requests = 0;
    while (!stop.get()) {
      boolean open = requests++ % 2 == 0;
      int status = Raw.get(server.port(), open ? "/public/a" : "/admin/a").status();
      assertEquals(open ? 200 : 401, status);
    }
    return requests;
  }

  @Test
  void f39_handlerReachedWithoutADecision_isRefusedCountedAndTold() throws Exception {
    Tokens tokens = new Tokens();
    try (Server server = Server.start(plan("tomcat9", tokens))) {
      for (int i = 0; i < 3; i++) {
        Raw.Reply reply = Raw.get(server.port(), "/public/a", "X-Test-Permit: drop");
        assertEquals(503, reply.status(), reply.text);
        assertEquals(0, server.counts(reply.clientPort)[4]);
      }
      server.await(e -> e.path("status_detail").asText().startsWith("unprotected: "));
      assertEquals(1, server.stderr().split("UNPROTECTED", -1).length - 1, "told once a minute");
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
    }
  }

  @ParameterizedTest
  @MethodSource("io.bartizan.it.Servers#oneOfEachKind")
  void f40_recycledRequestsOnOneConnection_neverShareAPermit(String name) throws Exception {
    Tokens tokens = new Tokens();
    try (Server server = Server.start(plan(name, tokens))) {
      StringBuilder raw = new StringBuilder();
      int rounds = 50;
      String host = "Host: app.it\r\n";
      for (int i = 0; i < rounds; i++) {
        raw.append("GET /admin/a HTTP/1.1\r\n").append(host);
        raw.append(bearer(tokens, "admin")).append("\r\n\r\n");
        raw.append("GET /admin/a HTTP/1.1\r\n").append(host).append("\r\n");
        raw.append("GET /admin/a HTTP/1.1\r\n").append(host);
        raw.append(bearer(tokens, "user")).append("\r\n\r\n");
      }
      raw.append("GET /public/a HTTP/1.1\r\n").append(host).append("Connection: close\r\n\r\n");
      Raw.Reply reply = Raw.send(server.port(), raw.toString(), 5000);
      int[] counts = server.counts(reply.clientPort);
      assertNotEquals(0, counts[0]);
      assertEquals(reply.text.split("HTTP/1.1 200", -1).length - 1, counts[0] + counts[1]);
      assertTrue(counts[0] <= rounds, "admin entries: " + counts[0]);
      assertEquals(0, reply.text.split("HTTP/1.1 503", -1).length - 1);
      if (reply.responses() == 3 * rounds + 1) {
        assertEquals(rounds, counts[0]);
        assertEquals(rounds, reply.text.split("HTTP/1.1 401", -1).length - 1);
        assertEquals(rounds, reply.text.split("HTTP/1.1 403", -1).length - 1);
      }
    }
  }
}
