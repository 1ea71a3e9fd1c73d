package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 on Netty: pipelines however they are built, and connections that are reused. */
class NettyIT {

  private static final String HOST = "Host: app.it\r\n";

  private final Tokens tokens = new Tokens();

  NettyIT() throws Exception {}

  private Server start(String name, String pipeline, String... flags) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.flags.add("-Dtestapp.pipeline=" + pipeline);
    plan.flags.add("-Dio.netty.leakDetection.level=paranoid");
    plan.flags.add("-Dio.netty.leakDetectionLevel=paranoid");
    plan.flags.add("-Dshaded.io.netty.leakDetection.level=paranoid");
    plan.flags.addAll(List.of(flags));
    return Server.start(plan);
  }

  private String admin() throws Exception {
    return "Authorization: Bearer " + tokens.of("admin");
  }

  static Stream<Arguments> pipelines() {
    List<Arguments> all = new ArrayList<>();
    for (String server : List.of("netty40", "netty41", "netty42")) {
      for (String pipeline :
          List.of(
              "codec",
              "pair",
              "separate",
              "reverse",
              "aggregated",
              "unified",
              "slipped",
              "cleared")) {
        all.add(Arguments.of(server, pipeline));
      }
    }
    for (String pipeline : List.of("codec", "pair", "unified")) {
      all.add(Arguments.of(Http2IT.RENAMED, pipeline));
    }
    return all.stream();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("pipelines")
  void pipeline_howeverItIsBuilt_isDecidedBeforeItsHandlers(String name, String pipeline)
      throws Exception {
    try (Server server = start(name, pipeline)) {
      int port = server.port();
      Raw.Reply anonymous = Raw.get(port, "/admin/a");
      assertEquals(401, anonymous.status(), anonymous.text);
      assertEquals("Bearer realm=\"corpus\"", anonymous.header("WWW-Authenticate"));
      assertEquals("application/problem+json", anonymous.header("Content-Type"));
      assertEquals(0, server.counts(anonymous.clientPort)[4]);
      Raw.Reply permitted = Raw.get(port, "/admin/a", admin());
      assertEquals(200, permitted.status(), permitted.text);
      assertArrayEquals(new int[] {1, 0, 0, 0, 1}, server.counts(permitted.clientPort));
      assertEquals(200, Raw.get(port, "/public/a").status());
      assertEquals(403, Raw.get(port, "/admin/a", bearer("user")).status());
      assertEquals(400, Raw.get(port, "/public/%2e%2e/admin/a").status());
      assertEquals(401, Raw.request(port, "HEAD", "/admin/a").status());

      JsonNode permit =
          server.await(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"));
      assertEquals("/admin/a", permit.path("http_request").path("url").path("path").asText());
      assertEquals(200, permit.path("http_response").path("code").asInt());
      assertTrue(permit.path("http_response").path("body_length").asInt(-1) > 0, permit.toString());
      covered(server);
    }
  }

  private String bearer(String kind) throws Exception {
    return "Authorization: Bearer " + tokens.of(kind);
  }

  /** On routes that answer at once and on one that answers from another thread, in turn. */
  @ParameterizedTest
  @ValueSource(strings = {"netty40", "netty41", "netty42", Http2IT.RENAMED})
  void burst_ofTenThousandRequestsOnOneConnection_isAnsweredInOrder(String name) throws Exception {
    int total = 10_000;
    String user = bearer("user") + "\r\n";
    StringBuilder raw = new StringBuilder();
    for (int i = 0; i < total; i++) {
      switch (i % 4) {
        case 0 -> raw.append(get("/public/" + i, ""));
        case 1 -> raw.append(get("/admin/" + i, ""));
        case 2 -> raw.append(get("/public/late/" + i, ""));
        default -> raw.append(get("/admin/" + i, user));
      }
    }
    try (Server server = start(name, "codec")) {
      server.warm(tokens);
      Pipelined.Answers answers = Pipelined.send(server.port(), raw.toString(), total);
      assertEquals(total, answers.list().size(), server.stderr());
      for (int i = 0; i < total; i++) {
        Pipelined.Answer answer = answers.list().get(i);
        switch (i % 4) {
          case 0 -> assertTrue(answer.body().endsWith("/public/" + i), i + ": " + answer);
          case 1 -> assertEquals(401, answer.status(), i + ": " + answer);
          case 2 -> assertTrue(answer.body().endsWith("/public/late/" + i), i + ": " + answer);
          default -> assertEquals(403, answer.status(), i + ": " + answer);
        }
      }
      assertArrayEquals(
          new int[] {0, total / 2, 0, 0, total / 2}, server.counts(answers.clientPort()));
      unleaked(server);
      covered(server);
    }
  }

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\n" + HOST + headers + "\r\n";
  }

  private static String post(String path, String headers, String body) {
    return "POST " + path + " HTTP/1.1\r\n" + HOST + headers + "\r\n" + body;
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty40", "netty41", "netty42"})
  void refusedRequest_isDroppedWithItsBody(String name) throws Exception {
    try (Server server = start(name, "codec")) {
      int port = server.port();
      String behind = get("/public/behind", "");

      // The connection ends with the answer: what follows a body that nobody reads is not heard.
      String small = post("/admin/a", "Content-Length: 4\r\n", "body");
      Raw.Reply reply = Raw.send(port, small + behind, 5000);
      assertEquals(401, reply.status());
      assertEquals("close", reply.header("Connection"));
      assertEquals(1, reply.responses(), reply.text);
      assertEquals(0, server.counts(reply.clientPort)[4]);

      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      String chunked =
          post("/admin/a", "Transfer-Encoding: chunked\r\n", chunk.repeat(20) + "0\r\n\r\n");
      assertEquals(401, Raw.send(port, chunked, 5000).status());

      long start = System.nanoTime();
      Raw.Reply endless =
          Raw.send(port, post("/admin/a", "Content-Length: 1000000000\r\n", "x"), 9000);
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertEquals(401, endless.status());
      assertTrue(millis < 6000, "closed after " + millis + " ms");

      Raw.Reply waiting =
          Raw.send(
              port, post("/admin/a", "Expect: 100-continue\r\nContent-Length: 9\r\n", ""), 9000);
      assertEquals(401, waiting.status(), "no 100 before a refusal");
      assertEquals(1, waiting.responses());

      assertEquals(0, Integer.parseInt(server.jmx("UnprotectedTotal")));
      unleaked(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"codec", "aggregated", "separate"})
  void permittedRequest_keepsItsBodyAndItsConnection(String pipeline) throws Exception {
    try (Server server = start("netty41", pipeline)) {
      String raw =
          post("/admin/a", admin() + "\r\nContent-Length: 4\r\n", "body")
              + get("/admin/b", "")
              + post(
                  "/admin/c",
                  admin() + "\r\nTransfer-Encoding: chunked\r\n",
                  "3\r\nabc\r\n0\r\n\r\n")
              + get("/public/late/d", "")
              + get("/admin/e", "Connection: close\r\n")
              + get("/public/f", "");
      Pipelined.Answers answers = Pipelined.send(server.port(), raw, 6);
      List<Integer> statuses = answers.list().stream().map(Pipelined.Answer::status).toList();
      assertEquals(List.of(200, 401, 200, 200, 401), statuses);
      assertEquals(3, server.counts(answers.clientPort())[4]);
      unleaked(server);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /admin/a\r\n\r\n",
        "GARBAGE\r\n\r\n",
        "GET /public/a HTTP/9\r\n\r\n",
        "GET /public/a HTTP/1.1\r\nHost: app.it\r\nContent-Length: x\r\n\r\n",
        "GET /public/a#b HTTP/1.1\r\nHost: app.it\r\n\r\n",
        "GET /public/a%3Fb HTTP/1.1\r\nHost: app.it\r\n\r\n",
        "GET /public/a;jsessionid=1 HTTP/1.1\r\nHost: app.it\r\n\r\n",
        "CONNECT app.it:80 HTTP/1.1\r\nHost: app.it:80\r\n\r\n"
      })
  void unreadableOrAmbiguousRequest_isRefusedAndNotHeard(String raw) throws Exception {
    try (Server server = start("netty42", "codec")) {
      Raw.Reply reply = Raw.send(server.port(), raw, 3000);
      assertTrue(reply.status() == 400 || reply.status() == 401, reply.text);
      assertEquals(0, server.counts(reply.clientPort)[4]);
    }
  }

  /** What stands behind the encoder sees it, although nothing was heard of the request. */
  @ParameterizedTest
  @CsvSource({
    "codec, around /admin/around",
    "separate, around /admin/around",
    "codec, bytes /admin/around"
  })
  void responseOfARequestThatCameAround_neverLeaves(String pipeline, String command)
      throws Exception {
    try (Server server = start("netty41", pipeline);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      // An answer shows that this connection is the one that the application heard last.
      socket.getOutputStream().write(get("/public/a", "").getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes(12);
      assertEquals("HTTP/1.1 200", new String(status, StandardCharsets.US_ASCII));
      assertEquals("ran", server.ask(command));
      String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(rest.contains("HTTP/1.1 503"), rest);
      assertFalse(rest.contains("/admin/around"), rest);
      server.awaitStderr("UNPROTECTED: handler behind Netty's encoder");
      assertEquals("1", server.jmx("UnprotectedTotal"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty40", "netty42"})
  void decisionThatFails_isAnsweredAndTheConnectionEnds(String name) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.faults = true;
    try (Server server = Server.start(plan)) {
      server.warm(tokens);
      // The engine catches the first; the second fails behind the gate, the third the seat itself.
      for (String place :
          List.of(
              "io.bartizan.engine.Walk.authorize",
              "io.bartizan.agent.adapt.GateCore.enter",
              "io.bartizan.netty.http1.Conversation.decide")) {
        server.ask("fault " + place + " exception");
        Pipelined.Answers answers =
            Pipelined.send(
                server.port(), get("/public/a", "") + get("/public/b", "Connection: close\r\n"), 3);
        assertEquals("fault fired", server.ask("fault off"), place);
        answers.list().forEach(answer -> assertEquals(503, answer.status(), place));
        assertEquals(0, server.counts(answers.clientPort())[4], place);
      }
      assertEquals(200, Raw.get(server.port(), "/public/a").status(), "it heals");
    }
  }

  @Test
  void renamedNetty_thatNobodyKnows_doesNotLoadAndWhatOnlySoundsLikeItDoes() throws Exception {
    try (Server server = start("netty41", "codec")) {
      String unknown = "elsewhere.io.netty.channel.DefaultChannelPipeline";
      assertEquals("unloadable", server.ask("load " + unknown));
      server.awaitStderr("error BZ4003: " + unknown);
      String stranger = "elsewhere.netty.channel.DefaultChannelPipeline";
      assertEquals("loaded DefaultChannelPipeline", server.ask("load " + stranger));
      server.awaitStderr("warning BZ4003: " + stranger);
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
    }
  }

  /** Its messages would pass a seat unheard. */
  @Test
  void codecOfAnotherNettyThanThePipelines_isNotServed() throws Exception {
    try (Server server = start("netty41", "foreign")) {
      Raw.Reply reply = Raw.get(server.port(), "/public/a");
      assertEquals(0, reply.responses(), reply.text);
      server.awaitStderr("a codec of another Netty than the pipeline's: elsewhere.io.netty");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty40", "netty42"})
  void observe_letsThroughWhatItWouldRefuse(String name) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.policy = Policies.P0.replace("application: corpus", "application: corpus\nmode: observe");
    try (Server server = Server.start(plan)) {
      String raw =
          get("/admin/a", "")
              + post("/admin/b", "Content-Length: 1\r\n", "x")
              + get("/public/c", "");
      Pipelined.Answers answers = Pipelined.send(server.port(), raw, 3);
      answers.list().forEach(answer -> assertEquals(200, answer.status()));
      assertEquals(3, server.counts(answers.clientPort())[4]);
      server.await(e -> e.path("unmapped").path("outcome").asText().equals("OBSERVED"));
    }
  }

  /**
   * The client asks and asks, and reads no answer: the server stops hearing, and keeps its heap.
   */
  @ParameterizedTest
  @ValueSource(strings = {"/admin/a", "/public/late"})
  void clientThatDoesNotRead_isNotHeardForEver(String path) throws Exception {
    int most = 256 * 1024 * 1024;
    byte[] requests = get(path, "").repeat(1000).getBytes(StandardCharsets.US_ASCII);
    try (Server server = start("netty41", "codec");
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      AtomicLong written = new AtomicLong();
      Thread writer =
          new Thread(
              () -> {
                try {
                  while (written.get() < most) {
                    socket.getOutputStream().write(requests);
                    written.addAndGet(requests.length);
                  }
                } catch (IOException closed) {
                  return;
                }
              });
      writer.start();
      long before = -1;
      while (before != written.get() && writer.isAlive()) {
        before = written.get();
        TimeUnit.SECONDS.sleep(3);
      }
      assertTrue(written.get() < most, "all " + written + " bytes were taken");
      assertTrue(server.heap() < 64L * 1024 * 1024, "heap " + server.heap());
      assertEquals(200, Raw.get(server.port(), "/public/a").status(), "others are served");
      socket.close();
      writer.join();
      assertFalse(server.stderr().contains("LEAK"), server.stderr());
    }
  }

  /** Collects garbage and goes on, which is when Netty tells of buffers that were lost. */
  private static void unleaked(Server server) throws Exception {
    server.heap();
    for (int i = 0; i < 200; i++) {
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
    }
    assertFalse(server.stderr().contains("LEAK"), server.stderr());
  }

  private static void covered(Server server) throws Exception {
    assertEquals("0", server.jmx("EntriesMinusPermits"));
    assertEquals("0", server.jmx("UnprotectedTotal"));
    assertNotEquals("0", server.jmx("Entries"));
    Guarded.covered(server, "canary refused");
    assertTrue(server.stderr().contains("bartizan: active: netty "), server.stderr());
    assertFalse(server.stderr().contains("BZ40"), server.stderr());
    assertFalse(server.stderr().contains("LEAK"), server.stderr());
    assertFalse(server.stderr().contains("failed"), server.stderr());
  }
}
