package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 on Netty, in the ways in which servers are built of its codec. */
@Execution(ExecutionMode.CONCURRENT)
class Http2IT {

  /** A Netty that went into another jar, below another package. */
  static final String RENAMED = "netty41-renamed";

  private static final long NO_ERROR = 0;

  private final Tokens tokens = new Tokens();

  Http2IT() throws Exception {}

  static List<String> servers() {
    return List.of("netty41", "netty42");
  }

  static Stream<Arguments> kinds() {
    List<Arguments> all = new ArrayList<>();
    for (String server : servers()) {
      for (String kind : List.of("frames", "multiplex", "adapter", "cleartext")) {
        all.add(Arguments.of(server, kind));
      }
    }
    return all.stream();
  }

  /** The renaming is the same for all kinds: one with a channel for each stream, one without. */
  static Stream<Arguments> kindsAndRenamed() {
    return Stream.concat(
        kinds(), Stream.of(Arguments.of(RENAMED, "multiplex"), Arguments.of(RENAMED, "cleartext")));
  }

  private Server.Plan plan(String name, String kind) {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.flags.add("-Dtestapp.pipeline=http2-" + kind);
    plan.flags.add("-Dio.netty.leakDetection.level=paranoid");
    plan.flags.add("-Dshaded.io.netty.leakDetection.level=paranoid");
    return plan;
  }

  private String bearer(String kind) throws Exception {
    return "Bearer " + tokens.of(kind);
  }

  /** Asks until a token is let in: at the very start its key may not be known yet. */
  private void warm(Server server) throws Exception {
    int status = 0;
    for (int i = 0; i < 20 && status != 200; i++) {
      try (Http2Wire wire = new Http2Wire(server.port())) {
        String token = bearer("admin");
        status = wire.ask(Http2Wire.get("/admin/a", "authorization", token)).status();
      }
    }
    assertEquals(200, status, server.stderr());
  }

  @ParameterizedTest
  @MethodSource("kindsAndRenamed")
  void stream_isDecidedBeforeTheApplicationHearsOfIt(String name, String kind) throws Exception {
    try (Server server = Server.start(plan(name, kind));
        Http2Wire wire = new Http2Wire(server.port())) {
      Http2Wire.Reply anonymous = wire.ask(Http2Wire.get("/admin/a"));
      assertEquals(401, anonymous.status(), server.stderr());
      assertEquals("Bearer realm=\"corpus\"", anonymous.header("www-authenticate"));
      assertEquals("application/problem+json", anonymous.header("content-type"));
      assertNull(anonymous.header("connection"));
      assertTrue(anonymous.text().startsWith("{"), anonymous.text());
      assertEquals(0, server.counts(wire.clientPort)[4]);

      Http2Wire.Reply permitted =
          wire.ask(Http2Wire.get("/admin/a", "authorization", bearer("admin")));
      assertEquals(200, permitted.status());
      assertTrue(permitted.text().endsWith("/admin/a"), permitted.text());
      assertEquals(200, wire.ask(Http2Wire.get("/public/a")).status());
      assertEquals(
          403, wire.ask(Http2Wire.get("/admin/a", "authorization", bearer("user"))).status());
      Http2Wire.Reply head = wire.ask(Http2Wire.request("HEAD", "/admin/a"));
      assertEquals(401, head.status());
      assertEquals("", head.text());
      assertArrayEquals(new int[] {1, 1, 0, 0, 2}, server.counts(wire.clientPort));

      JsonNode permit =
          server.await(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"));
      assertEquals("/admin/a", permit.path("http_request").path("url").path("path").asText());
      assertEquals("HTTP/2", permit.path("http_request").path("version").asText());
      assertEquals(200, permit.path("http_response").path("code").asInt());
      assertEquals(
          permitted.body.size(), permit.path("http_response").path("body_length").asInt(-1));
      covered(server);
    }
  }

  /** The streams of one connection are heard together, and each has its own answer. */
  @ParameterizedTest
  @MethodSource("kinds")
  void burst_ofStreamsOnOneConnection_isAnsweredEachForItself(String name, String kind)
      throws Exception {
    int total = 1000;
    try (Server server = Server.start(plan(name, kind));
        Http2Wire wire = new Http2Wire(server.port())) {
      warm(server);
      List<Integer> ids = new ArrayList<>();
      for (int i = 0; i < total; i++) {
        switch (i % 4) {
          case 0 -> ids.add(wire.send(Http2Wire.get("/public/" + i), true));
          case 1 -> ids.add(wire.send(Http2Wire.get("/admin/" + i), true));
          case 2 -> {
            String token = bearer("admin");
            int id =
                wire.send(Http2Wire.request("POST", "/admin/" + i, "authorization", token), false);
            wire.data(id, "body".getBytes(StandardCharsets.UTF_8), true);
            ids.add(id);
          }
          default -> {
            int id = wire.send(Http2Wire.request("POST", "/admin/" + i), false);
            wire.data(id, "body".getBytes(StandardCharsets.UTF_8), true);
            ids.add(id);
          }
        }
        if (i % 50 == 49) {
          wire.awaitAll();
        }
      }
      for (int i = 0; i < total; i++) {
        Http2Wire.Reply reply = wire.reply(ids.get(i));
        int expected = i % 2 == 0 ? 200 : 401;
        assertEquals(expected, reply.status(), i + ": " + reply.text() + server.stderr());
        if (expected == 200) {
          assertTrue(reply.text().endsWith("/" + i), i + ": " + reply.text());
        }
      }
      assertEquals(total / 2, server.counts(wire.clientPort)[4]);
      unleaked(server);
      covered(server);
    }
  }

  /** RFC 9113, 8.1: the answer is whole, and the body need not be sent. */
  @ParameterizedTest
  @MethodSource("kinds")
  void refusedStream_isDroppedWithItsBody(String name, String kind) throws Exception {
    try (Server server = Server.start(plan(name, kind));
        Http2Wire wire = new Http2Wire(server.port())) {
      int id = wire.send(Http2Wire.request("POST", "/admin/a"), false);
      wire.data(id, new byte[1000], false);
      wire.read(20_000, () -> wire.reply(id).reset >= 0);
      assertEquals(401, wire.reply(id).status());
      assertEquals(NO_ERROR, wire.reply(id).reset);
      assertTrue(wire.reply(id).ended);
      // What was under way is swallowed, and the connection's window has it back.
      for (int i = 0; i < 20; i++) {
        int more = wire.send(Http2Wire.request("POST", "/admin/a"), false);
        wire.data(more, new byte[16_000], false);
        assertEquals(401, wire.await(more).status());
      }
      assertEquals(200, wire.ask(Http2Wire.get("/public/a")).status());
      assertEquals(1, server.counts(wire.clientPort)[4]);
      unleaked(server);
      covered(server);
    }
    try (Server server = Server.start(plan(name, kind));
        Http2Wire wire = new Http2Wire(server.port(), false)) {
      Http2Wire.Reply narrow = wire.ask(Http2Wire.get("/admin/a"));
      assertEquals(401, narrow.status(), "a client without room for a body gets the head");
      assertEquals("", narrow.text());
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void grpc_isRefusedInItsOwnWords(String name) throws Exception {
    try (Server server = Server.start(plan(name, "frames"));
        Http2Wire wire = new Http2Wire(server.port())) {
      String[] type = {"content-type", "application/grpc+proto", "te", "trailers"};
      Http2Wire.Reply reply = wire.ask(Http2Wire.request("POST", "/admin/Call", type));
      assertEquals(200, reply.status());
      assertEquals("16", reply.header("grpc-status"));
      assertEquals("application/grpc", reply.header("content-type"));
      Http2Wire.Reply user =
          wire.ask(
              Http2Wire.request(
                  "POST",
                  "/admin/Call",
                  type[0],
                  type[1],
                  type[2],
                  type[3],
                  "authorization",
                  bearer("user")));
      assertEquals("7", user.header("grpc-status"));
      assertEquals(0, server.counts(wire.clientPort)[4]);
      server.await(e -> e.path("http_response").path("code").asInt() == 401);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void answerBeforeTheRequestWasHeard_neverLeaves(String name) throws Exception {
    try (Server server = Server.start(plan(name, "hasty"));
        Http2Wire wire = new Http2Wire(server.port())) {
      int id = wire.send(Http2Wire.get("/admin/a"), true);
      wire.read(20_000, wire::closed);
      assertTrue(wire.closed());
      assertNotEquals(200, wire.reply(id).status());
      server.awaitStderr("UNPROTECTED: handler behind Netty's HTTP/2");
      assertEquals("1", server.jmx("UnprotectedTotal"));
      assertEquals(0, server.counts(wire.clientPort)[4]);
    }
  }

  /** Nobody can tell whether what listens there hears of a stream by way of the sentry. */
  @ParameterizedTest
  @MethodSource("servers")
  void decoderThatHidesItsListener_isNotServed(String name) throws Exception {
    try (Server server = Server.start(plan(name, "foreign"));
        Http2Wire wire = new Http2Wire(server.port())) {
      int id = wire.send(Http2Wire.get("/public/a"), true);
      wire.read(20_000, wire::closed);
      assertTrue(wire.closed());
      assertEquals(0, wire.reply(id).status());
      server.awaitStderr("UNPROTECTED: handlers behind Netty's HTTP/2");
      String why = "unprotected: handlers behind Netty's HTTP/2";
      server.await(e -> e.path("status_detail").asText().equals(why));
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndRenamed")
  void decisionThatFails_letsNobodyIn(String name, String kind) throws Exception {
    Server.Plan plan = plan(name, kind);
    plan.faults = true;
    try (Server server = Server.start(plan)) {
      warm(server);
      // The engine catches the first; the second fails behind the gate, the third the sentry.
      for (String place :
          List.of(
              "io.bartizan.engine.Walk.authorize",
              "io.bartizan.agent.adapt.GateCore.enter",
              "io.bartizan.netty.http2.Streams.begin")) {
        try (Http2Wire wire = new Http2Wire(server.port())) {
          assertEquals(200, wire.ask(Http2Wire.get("/public/before")).status());
          server.ask("fault " + place + " exception");
          Http2Wire.Reply reply = wire.ask(Http2Wire.get("/public/a"));
          assertEquals("fault fired", server.ask("fault off"), place);
          assertTrue(reply.status() == 503 || wire.closed() || reply.reset > 0, place);
          assertEquals(1, server.counts(wire.clientPort)[4], place);
        }
      }
      try (Http2Wire wire = new Http2Wire(server.port())) {
        assertEquals(200, wire.ask(Http2Wire.get("/public/a")).status(), "it heals");
      }
    }
  }

  /** The upgrade is obsolete (RFC 9113, 3.1): the request stays one of HTTP/1, and is answered. */
  @ParameterizedTest
  @ValueSource(strings = {"netty41", "netty42", RENAMED, "undertow2"})
  void upgradeToHttp2_isDeclined(String name) throws Exception {
    String upgrade = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA";
    try (Server server = Server.start(plan(name, "cleartext"))) {
      Raw.Reply open = Raw.get(server.port(), "/public/a", upgrade);
      assertEquals(200, open.status(), open.text);
      assertEquals(1, open.responses());
      assertEquals(1, server.counts(open.clientPort)[4]);
      Raw.Reply closed = Raw.get(server.port(), "/admin/a", upgrade);
      assertEquals(401, closed.status(), closed.text);
      assertEquals(0, server.counts(closed.clientPort)[4]);
      covered(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"frames", "adapter"})
  void observe_letsThroughWhatItWouldRefuse(String kind) throws Exception {
    Server.Plan plan = plan("netty42", kind);
    plan.policy = Policies.P0.replace("application: corpus", "application: corpus\nmode: observe");
    try (Server server = Server.start(plan);
        Http2Wire wire = new Http2Wire(server.port())) {
      assertEquals(200, wire.ask(Http2Wire.get("/admin/a")).status());
      assertEquals(1, server.counts(wire.clientPort)[4]);
      server.await(e -> e.path("unmapped").path("outcome").asText().equals("OBSERVED"));
    }
  }

  /** Collects garbage and goes on, which is when Netty tells of buffers that were lost. */
  private static void unleaked(Server server) throws Exception {
    server.heap();
    try (Http2Wire wire = new Http2Wire(server.port())) {
      for (int i = 0; i < 200; i++) {
        assertEquals(200, wire.ask(Http2Wire.get("/public/a")).status());
      }
    }
    assertFalse(server.stderr().contains("LEAK"), server.stderr());
  }

  private static void covered(Server server) throws Exception {
    assertEquals("0", server.jmx("EntriesMinusPermits"));
    assertEquals("0", server.jmx("UnprotectedTotal"));
    assertEquals("0", server.jmx("Failures"));
    assertTrue(server.stderr().contains("bartizan: active: "), server.stderr());
    assertFalse(server.stderr().contains("BZ40"), server.stderr());
    assertFalse(server.stderr().contains("LEAK"), server.stderr());
    assertFalse(server.stderr().contains("failed"), server.stderr());
  }
}
