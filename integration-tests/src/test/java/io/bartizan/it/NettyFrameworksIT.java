package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The frameworks that people really build servers of Netty with. */
@Execution(ExecutionMode.CONCURRENT)
class NettyFrameworksIT {

  /** Those that serve HTTP/1 and HTTP/2 on one port. */
  static final List<String> HTTP1 = List.of("vertx5", "reactor-netty1");

  /** Its own Netty, and one that went into the same jar below {@code io.grpc.netty.shaded}. */
  static final List<String> GRPC = List.of("grpc-netty1", "grpc-shaded1");

  static final String GRPC_POLICY =
      Policies.P0.replace("allow: {method: [GET], path: /public/**}", "allow: {path: /public/**}");

  private final Tokens tokens = new Tokens();

  NettyFrameworksIT() throws Exception {}

  private Server start(String name, String policy) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.policy = policy;
    plan.flags.add("-Dio.netty.leakDetection.level=paranoid");
    plan.flags.add("-Dio.grpc.netty.shaded.io.netty.leakDetection.level=paranoid");
    return Server.start(plan);
  }

  private String bearer(String kind) throws Exception {
    return "Bearer " + tokens.of(kind);
  }

  static List<String> http1() {
    return HTTP1;
  }

  @ParameterizedTest
  @MethodSource("http1")
  void framework_isDecidedByBothProtocols(String name) throws Exception {
    try (Server server = start(name, Policies.P0)) {
      server.warm(tokens);
      int port = server.port();
      Raw.Reply anonymous = Raw.get(port, "/admin/a");
      assertEquals(401, anonymous.status(), anonymous.text);
      assertEquals(0, server.counts(anonymous.clientPort)[4]);
      Raw.Reply permitted = Raw.get(port, "/admin/a", "Authorization: " + bearer("admin"));
      assertEquals(200, permitted.status(), permitted.text);
      assertArrayEquals(new int[] {1, 0, 0, 0, 1}, server.counts(permitted.clientPort));
      assertEquals(400, Raw.get(port, "/public/%2e%2e/admin/a").status());
      try (Http2Wire wire = new Http2Wire(port)) {
        assertEquals(401, wire.ask(Http2Wire.get("/admin/a")).status(), server.stderr());
        assertEquals(0, server.counts(wire.clientPort)[4]);
        String admin = bearer("admin");
        for (int i = 0; i < 50; i++) {
          assertEquals(200, wire.ask(Http2Wire.get("/admin/a", "authorization", admin)).status());
          int id = wire.send(Http2Wire.request("POST", "/admin/b", "authorization", admin), false);
          wire.data(id, new byte[1000], true);
          Http2Wire.Reply posted = wire.await(id);
          assertEquals(200, posted.status());
          assertTrue(posted.text().endsWith("/admin/b"), posted.text());
          assertEquals(401, wire.ask(Http2Wire.request("POST", "/admin/c")).status());
        }
        assertArrayEquals(new int[] {100, 0, 0, 0, 100}, server.counts(wire.clientPort));
      }
      covered(server);
    }
  }

  /** A message of gRPC: not compressed, four bytes of length, and the bytes. */
  static final byte[] MESSAGE = {0, 0, 0, 0, 2, 'h', 'i'};

  private static Http2Wire.Reply call(Http2Wire wire, String path, String token) throws Exception {
    List<String[]> fields =
        Http2Wire.request("POST", path, "content-type", "application/grpc", "te", "trailers");
    if (token != null) {
      fields.add(new String[] {"authorization", token});
    }
    int id = wire.send(fields, false);
    wire.data(id, MESSAGE, true);
    return wire.await(id);
  }

  static List<String> grpc() {
    return GRPC;
  }

  @ParameterizedTest
  @MethodSource("grpc")
  void grpc_isDecidedCallByCall(String name) throws Exception {
    try (Server server = start(name, GRPC_POLICY);
        Http2Wire wire = new Http2Wire(server.port())) {
      Http2Wire.Reply open = call(wire, "/public/Call", null);
      assertEquals(200, open.status(), server.stderr());
      assertArrayEquals(MESSAGE, open.body.toByteArray());
      assertEquals("0", open.trailers.get("grpc-status").toString());

      Http2Wire.Reply anonymous = call(wire, "/admin/Call", null);
      assertEquals(200, anonymous.status());
      assertEquals("16", anonymous.header("grpc-status"));
      assertEquals("7", call(wire, "/admin/Call", bearer("user")).header("grpc-status"));
      assertArrayEquals(new int[] {0, 1, 0, 0, 1}, server.counts(wire.clientPort));

      Http2Wire.Reply permitted = call(wire, "/admin/Call", bearer("admin"));
      assertArrayEquals(MESSAGE, permitted.body.toByteArray());
      assertEquals("0", permitted.trailers.get("grpc-status").toString());
      assertArrayEquals(new int[] {1, 1, 0, 0, 2}, server.counts(wire.clientPort));

      JsonNode refusal =
          server.await(
              e -> e.path("http_request").path("url").path("path").asText().contains("admin"));
      assertEquals(401, refusal.path("http_response").path("code").asInt());
      covered(server);
    }
  }

  /** What the engine adds to a response joins the framework's own fields, which may be fixed. */
  @Test
  void limits_areToldOnResponsesOfEveryKind() throws Exception {
    String walk = Policies.WALK.replace("{method: [GET], path: /public/**}", "{path: /public/**}");
    for (String name : List.of("vertx5", "reactor-netty1", "grpc-netty1", "grpc-shaded1")) {
      boolean grpc = name.startsWith("grpc");
      String token = "Bearer " + tokens.token("burst", 600, List.of("admin"), Map.of());
      try (Server server = start(name, walk);
          Http2Wire wire = new Http2Wire(server.port())) {
        int permitted = 0;
        Http2Wire.Reply reply = limited(wire, token, grpc);
        for (int i = 0; i < 30 && reply.header("retry-after") == null; i++) {
          permitted++;
          assertTrue(reply.header("ratelimit").startsWith("\"per-user\";r="), name);
          reply = limited(wire, token, grpc);
        }
        assertEquals(20, permitted, name + server.stderr());
        assertEquals(grpc ? "8" : null, reply.header("grpc-status"), name);
        assertEquals(grpc ? 200 : 429, reply.status(), name);
      }
    }
  }

  private static Http2Wire.Reply limited(Http2Wire wire, String token, boolean grpc)
      throws Exception {
    return grpc
        ? call(wire, "/admin/Call", token)
        : wire.ask(Http2Wire.get("/admin/a", "authorization", token));
  }

  private static void covered(Server server) throws Exception {
    assertEquals("0", server.jmx("EntriesMinusPermits"));
    assertEquals("0", server.jmx("UnprotectedTotal"));
    assertEquals("0", server.jmx("Failures"));
    assertTrue(server.stderr().contains("bartizan: active: netty "), server.stderr());
    assertFalse(server.stderr().contains("BZ40"), server.stderr());
    assertFalse(server.stderr().contains("LEAK"), server.stderr());
    assertFalse(server.stderr().contains("failed"), server.stderr());
    if (server.folder.getFileName().toString().startsWith("grpc-shaded1")) {
      String renamed = "active: netty (renamed, below io.grpc.netty.shaded)";
      assertTrue(server.stderr().contains(renamed), server.stderr());
    }
  }
}
