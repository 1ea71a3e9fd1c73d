package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose handlers are neither servlets nor in a pipeline of Netty's. */
@Execution(ExecutionMode.CONCURRENT)
class HttpServersIT {

  /** Swept and held against the path corpus as well. */
  static final List<String> SERVERS = List.of("undertow2", "grizzly2", "jdkserver");

  private final Tokens tokens = new Tokens();

  HttpServersIT() throws Exception {}

  static List<String> servers() {
    return SERVERS;
  }

  static List<Arguments> serversOnEveryJava() {
    List<Arguments> pairs = new ArrayList<>();
    for (String server : SERVERS) {
      Places.jdks().forEach((version, java) -> pairs.add(Arguments.of(server, version, java)));
    }
    return pairs;
  }

  private String bearer(String kind) throws Exception {
    return "Authorization: Bearer " + tokens.of(kind);
  }

  private Server start(String name, String policy, Path java) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.java = java;
    plan.jwks = tokens.jwks();
    plan.policy = policy;
    return Server.start(plan);
  }

  @ParameterizedTest(name = "{0} on Java {1}")
  @MethodSource("serversOnEveryJava")
  void request_isDecidedOnceBeforeAnythingRuns(String name, int version, Path java)
      throws Exception {
    try (Server server = start(name, Policies.P0, java)) {
      server.warm(tokens);
      int port = server.port();
      Raw.Reply anonymous = Raw.get(port, "/admin/a");
      assertEquals(401, anonymous.status(), anonymous.text);
      assertEquals(1, anonymous.responses(), anonymous.text);
      assertTrue(anonymous.header("WWW-Authenticate").startsWith("Bearer"), anonymous.text);
      assertEquals(0, server.counts(anonymous.clientPort)[4]);
      assertEquals(403, Raw.get(port, "/admin/a", bearer("user")).status());
      Raw.Reply permitted = Raw.get(port, "/admin/a", bearer("admin"));
      assertEquals(200, permitted.status(), permitted.text);
      assertArrayEquals(new int[] {1, 0, 0, 0, 1}, server.counts(permitted.clientPort));
      assertEquals(400, Raw.get(port, "/public/%2e%2e/admin/a").status());
      assertEquals(200, Raw.get(port, "/public/a").status());
      Guarded.covered(server, name.startsWith("jdk") ? "choke point woven" : "canary refused");
      JsonNode record =
          server.await(e -> e.path("src_endpoint").path("port").asInt() == permitted.clientPort);
      assertEquals("PERMITTED", record.path("unmapped").path("outcome").asText());
      assertEquals(200, record.path("http_response").path("code").asInt());
      assertEquals("root", record.path("actor").path("user").path("uid").asText());
      covered(server);
      long records =
          server.audit().stream()
              .filter(e -> e.path("src_endpoint").path("port").asInt() == permitted.clientPort)
              .count();
      assertEquals(1, records, "decided once");
      Proven.embedded(name, server, version, "HTTP/1.1");
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void body_ofARefusedRequestIsNotReadAndOfAPermittedOneIs(String name) throws Exception {
    String policy = Policies.P0.replace("{method: [GET], path: /admin/**}", "{path: /admin/**}");
    Path java = Paths.get(System.getProperty("java.home"));
    try (Server server = start(name, policy, java)) {
      server.warm(tokens);
      String head = "POST /admin/a HTTP/1.1\r\nHost: app.it\r\nConnection: close\r\n";
      String body = "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000);
      Raw.Reply refused = Raw.send(server.port(), head + body, 5000);
      assertEquals(401, refused.status(), refused.text);
      assertEquals(1, refused.responses(), refused.text);
      assertEquals(0, server.counts(refused.clientPort)[4]);
      String token = bearer("admin") + "\r\n";
      Raw.Reply permitted = Raw.send(server.port(), head + token + body, 5000);
      assertEquals(200, permitted.status(), permitted.text);
      covered(server);
    }
  }

  /** A decision that waits for keys takes its exchange off the I/O thread, and is made anew. */
  @ParameterizedTest
  @ValueSource(strings = {"undertow2", "grizzly2"})
  void keysOnTheirWay_exchangeWaitsAndItsThreadDoesNot(String name) throws Exception {
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
      Server.Plan plan = new Server.Plan(name);
      plan.policy = NettyKeysIT.POLICY.formatted(keyServer.url("keys"));
      plan.flags.add("-Dtestapp.loops=1");
      try (Server server = Server.start(plan)) {
        server.warm(old);
        KeyServerScene.await("asked again", () -> place.asked.size() == 2);
        String token = "Authorization: Bearer " + rotated.of("admin");
        CompletableFuture<Long> waiting = answered(server, "/admin/a", token);
        CompletableFuture<Long> open = answered(server, "/public/a", "X-None: x");
        assertTrue(open.get(20, TimeUnit.SECONDS) < waiting.get(20, TimeUnit.SECONDS));
        covered(server);
      }
    }
  }

  /** Grizzly answers from its cache of files before it asks any handler. */
  @Test
  void fileThatOneMayRead_isNotServedToTheNextFromACache() throws Exception {
    Server.Plan plan = new Server.Plan("grizzly2");
    plan.jwks = tokens.jwks();
    plan.policy = Policies.P0.replace("{path: /admin/**}", "{path: [/admin/**, /files/**]}");
    Path folder = Server.lay(plan);
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("secret.txt"), "secret");
    plan.flags.add("-Dtestapp.files=" + files);
    try (Server server = Server.start(plan, folder)) {
      server.warm(tokens);
      for (int i = 0; i < 3; i++) {
        Raw.Reply permitted = Raw.get(server.port(), "/files/secret.txt", bearer("admin"));
        assertEquals(200, permitted.status(), permitted.text);
        Raw.Reply anonymous = Raw.get(server.port(), "/files/secret.txt");
        assertEquals(401, anonymous.status(), anonymous.text);
      }
    }
  }

  /** Whether a thread of its own or of a worker pool serves it, a servlet finds its permit. */
  @Test
  void servletsOnGrizzly_areDecidedAtItsChokePoint() throws Exception {
    Server.Plan plan = new Server.Plan("grizzly-servlet");
    plan.jwks = tokens.jwks();
    try (Server server = Server.start(plan)) {
      server.warm(tokens);
      Guarded.check(server, tokens);
    }
  }

  /** When a request was answered with 200. */
  private static CompletableFuture<Long> answered(Server server, String path, String header) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            Raw.Reply reply = Raw.get(server.port(), path, header);
            assertEquals(200, reply.status(), reply.text);
            return System.nanoTime();
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        });
  }

  private static void covered(Server server) throws Exception {
    assertEquals("0", server.jmx("EntriesMinusPermits"));
    assertEquals("0", server.jmx("UnprotectedTotal"));
    assertEquals("0", server.jmx("Failures"));
    assertTrue(server.stderr().contains("bartizan: active: "), server.stderr());
    assertFalse(server.stderr().contains("BZ40"), server.stderr());
    assertFalse(server.stderr().contains("failed"), server.stderr());
  }
}
