package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Decisions that wait for keys, on a server whose threads must not wait: it has one event loop. */
class NettyKeysIT {

  static final String POLICY =
      """
      version: 1
      application: keys
      identity:
        issuers:
          - issuer: https://issuer.test
            audience: api
            algorithms: RS256
            rolesClaim: roles
            jwks: %s
      rules:
        - {allow: {path: /public/**}, who: anyone}
        - {allow: {path: /admin/**}, who: [admin]}
      """;

  private static final int PER_SECOND = 1000;
  private static final int SECONDS = 3;

  /** A machine that can't take so many a second is asked for fewer. */
  private static final int MOST_UNDER_WAY = 100;

  /** What one request came to. */
  private record Outcome(int status, long millis) {}

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Server start(String jwks) throws Exception {
    Server.Plan plan = new Server.Plan("netty42");
    plan.policy = POLICY.formatted(jwks);
    plan.flags.add("-Dtestapp.loops=1");
    return Server.start(plan);
  }

  private CompletableFuture<Outcome> ask(Server server, String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    long start = System.nanoTime();
    return client
        .sendAsync(request.build(), BodyHandlers.ofString())
        .thenApply(
            reply ->
                new Outcome(
                    reply.statusCode(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
  }

  private static void neverStood(Server server) throws Exception {
    String[] loops = server.ask("loops").split(" ");
    assertNotEquals("0", loops[1], "nobody looked");
    assertEquals("0", loops[2], "an event loop stood still in the agent");
  }

  @Test
  void keysOnTheirWay_requestWaitsAndItsEventLoopDoesNot() throws Exception {
    Tokens old = new Tokens("r1");
    Tokens rotated = new Tokens("r2");
    try (KeyServer keyServer = new KeyServer()) {
      KeyServer.Place place = keyServer.place("keys", null);
      place.answer =
          (in, out) -> {
            boolean first = place.asked.size() == 1;
            if (!first) {
              TimeUnit.MILLISECONDS.sleep(250);
            }
            KeyServer.keys(first ? old.publicKey() : rotated.publicKey()).to(in, out);
          };
      try (Server server = start(keyServer.url("keys"))) {
        server.warm(old);
        KeyServerScene.await("asked again", () -> place.asked.size() == 2);
        CompletableFuture<Outcome> waiting = ask(server, "/admin/a", rotated.of("admin"));
        CompletableFuture<Outcome> open = ask(server, "/public/a", null);
        CompletableFuture<Object> first = CompletableFuture.anyOf(waiting, open);
        assertEquals(200, open.get(20, TimeUnit.SECONDS).status());
        assertEquals(open.get(), first.get(), "the public route came first");
        assertEquals(200, waiting.get(20, TimeUnit.SECONDS).status(), "with the new key");
        neverStood(server);
        assertEquals("0", server.jmx("EntriesMinusPermits"));
        assertEquals("0", server.jmx("Failures"));
      }
    }
  }

  /** By HTTP/2 the stream waits with what belongs to it, and the others go on. */
  @Test
  void keysOnTheirWay_streamWaitsWithItsBody() throws Exception {
    Tokens old = new Tokens("r1");
    Tokens rotated = new Tokens("r2");
    try (KeyServer keyServer = new KeyServer()) {
      KeyServer.Place place = keyServer.place("keys", null);
      place.answer =
          (in, out) -> {
            boolean first = place.asked.size() == 1;
            if (!first) {
              TimeUnit.MILLISECONDS.sleep(250);
            }
            KeyServer.keys(first ? old.publicKey() : rotated.publicKey()).to(in, out);
          };
      Server.Plan plan = new Server.Plan("netty42");
      plan.policy = POLICY.formatted(keyServer.url("keys"));
      plan.flags.add("-Dtestapp.loops=1");
      plan.flags.add("-Dtestapp.pipeline=http2-frames");
      plan.flags.add("-Dio.netty.leakDetection.level=paranoid");
      try (Server server = Server.start(plan);
          Http2Wire wire = new Http2Wire(server.port())) {
        int status = 0;
        for (int i = 0; i < 20 && status != 200; i++) {
          status = wire.ask(admin("GET", old)).status();
        }
        assertEquals(200, status, server.stderr());
        KeyServerScene.await("asked again", () -> place.asked.size() == 2);
        int waiting = wire.send(admin("POST", rotated), false);
        wire.data(waiting, new byte[10_000], false);
        wire.data(waiting, new byte[10_000], true);
        int flooding = wire.send(admin("POST", rotated), false);
        for (int i = 0; i < 300; i++) {
          wire.data(flooding, new byte[1], false);
        }
        int open = wire.send(Http2Wire.get("/public/a"), true);
        assertEquals(200, wire.await(open).status());
        assertEquals(0, wire.reply(waiting).status(), "the public route came first");
        assertEquals(503, wire.await(flooding).status(), "one stream may not hold so much");
        Http2Wire.Reply late = wire.await(waiting);
        assertEquals(200, late.status(), "with the new key");
        assertTrue(late.text().contains(" 20000 "), late.text());
        neverStood(server);
        assertEquals("0", server.jmx("EntriesMinusPermits"));
        assertEquals("0", server.jmx("Failures"));
        server.heap();
        for (int i = 0; i < 200; i++) {
          assertEquals(200, wire.ask(Http2Wire.get("/public/a")).status());
        }
        assertFalse(server.stderr().contains("LEAK"), server.stderr());
      }
    }
  }

  private static List<String[]> admin(String method, Tokens tokens) throws Exception {
    return Http2Wire.request(method, "/admin/a", "authorization", "Bearer " + tokens.of("admin"));
  }

  @Test
  void keyServerThatTakesTenSeconds_holdsUpNobody() throws Exception {
    Tokens tokens = new Tokens("r1");
    List<String> admins = new ArrayList<>();
    for (int i = 0; i < PER_SECOND; i++) {
      admins.add(tokens.of("admin"));
    }
    try (KeyServer keyServer = new KeyServer()) {
      KeyServer.Place place = keyServer.place("keys", null);
      place.answer =
          (in, out) -> {
            TimeUnit.SECONDS.sleep(10);
            KeyServer.keys(tokens.publicKey()).to(in, out);
          };
      try (Server server = start(keyServer.url("keys"))) {
        List<CompletableFuture<Outcome>> closed = new ArrayList<>();
        List<CompletableFuture<Outcome>> open = new ArrayList<>();
        Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
        long began = System.nanoTime();
        for (int i = 0; i < PER_SECOND * SECONDS; i++) {
          long due = began + TimeUnit.MILLISECONDS.toNanos(i);
          while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
          }
          underWay.acquire();
          closed.add(
              ask(server, "/admin/a", admins.get(i % PER_SECOND))
                  .whenComplete((outcome, failed) -> underWay.release()));
          if (i % 10 == 0) {
            open.add(ask(server, "/public/a", null));
          }
        }
        List<Long> public200 = millis(open, 200);
        List<Long> token503 = millis(closed, 503);
        System.out.printf(
            "key server of 10 s, %d requests a second: public median %d ms, most %d ms;"
                + " token routes median %d ms, most %d ms%n",
            PER_SECOND,
            public200.get(public200.size() / 2),
            public200.get(public200.size() - 1),
            token503.get(token503.size() / 2),
            token503.get(token503.size() - 1));
        assertEquals(1, place.asked.size(), "one fetch for all of them");
        assertTrue(token503.get(token503.size() / 2) < 1000, "median of token routes");
        assertTrue(public200.get(public200.size() / 2) < 1000, "median of public routes");
        neverStood(server);
        assertEquals("0", server.jmx("EntriesMinusPermits"));
      }
    }
  }

  /** How long they took, in order. */
  private static List<Long> millis(List<CompletableFuture<Outcome>> all, int status)
      throws Exception {
    List<Long> millis = new ArrayList<>();
    Set<Integer> statuses = new TreeSet<>();
    for (CompletableFuture<Outcome> one : all) {
      Outcome outcome = one.get(60, TimeUnit.SECONDS);
      millis.add(outcome.millis());
      statuses.add(outcome.status());
    }
    assertEquals(Set.of(status), statuses);
    Collections.sort(millis);
    return millis;
  }
}
