package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of the path corpus that are for HTTP/2, field by field, on every way in which a server
 * on Netty is built, and on Undertow; and those that would change the protocol, where HTTP/2 stands
 * beside HTTP/1.
 */
@Execution(ExecutionMode.CONCURRENT)
class Http2CorpusIT {

  /** A row's path is the name of a method that is called: every name has a handler there. */
  private static final String GRPC = "grpc";

  private static final int ADMIN = 0;
  private static final int PUBLIC = 1;
  private static final int OPS = 2;
  private static final int REQUESTS = 4;
  private static final int SILENT_MILLIS = 3000;

  /** The connections of these rows stay open, so that each of them is waited out. */
  private static final int UPGRADE_SILENT_MILLIS = 1000;

  /** How long a server that has read a request may take to let it in; the sum tells of later. */
  private static final int UNANSWERED_MILLIS = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Tokens tokens = new Tokens();
  private final List<String> failures = new ArrayList<>();

  Http2CorpusIT() throws Exception {}

  private static List<JsonNode> rows(String group) throws Exception {
    Path file = Places.corpus().resolve("path-bypass.jsonl");
    Assumptions.assumeTrue(Files.exists(file), "the corpus is not here: set BARTIZAN_CORPUS");
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      JsonNode row = JSON.readTree(line);
      if (row.path("group").asText().equals(group)) {
        rows.add(row);
      }
    }
    assertTrue(rows.size() >= 6, "the corpus has shrunk: " + rows.size());
    return rows;
  }

  static Stream<Arguments> kinds() {
    List<Arguments> frameworks = new ArrayList<>();
    for (String framework : NettyFrameworksIT.HTTP1) {
      frameworks.add(Arguments.of(framework, "its own"));
    }
    frameworks.add(Arguments.of("undertow2", "its own"));
    for (String framework : NettyFrameworksIT.GRPC) {
      frameworks.add(Arguments.of(framework, GRPC));
    }
    return Stream.concat(Http2IT.kindsAndRenamed(), frameworks.stream());
  }

  static Stream<Arguments> withHttp1() {
    return kinds()
        .filter(kind -> !List.of("frames", "multiplex", "adapter", GRPC).contains(kind.get()[1]));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void corpus_ofHttp2_leaksNothing(String name, String kind) throws Exception {
    for (String policy : List.of("P0", "P3")) {
      Server.Plan plan = plan(name, kind, policy);
      try (Server server = Server.start(plan)) {
        int entered = 0;
        for (JsonNode row : rows("http2")) {
          try (Http2Wire wire = new Http2Wire(server.port())) {
            int id = send(wire, kind, fields(row));
            wire.ping();
            wire.read(
                SILENT_MILLIS, () -> wire.reply(id).over() || wire.aliveFor(UNANSWERED_MILLIS));
            int[] counts = server.counts(wire.clientPort);
            judge(name + " " + kind + " " + policy, row, counts, policy.equals("P0"));
            entered += counts[REQUESTS];
          }
        }
        entered += controls(server, kind);
        server.await(e -> e.path("http_request").path("url").path("path").asText().equals("/end"));
        long recorded =
            server.audit().stream()
                .filter(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"))
                .count();
        assertEquals(entered, recorded, "entries and permits of " + name + " " + kind);
        assertEquals("0", server.jmx("EntriesMinusPermits"));
        assertEquals("0", server.jmx("UnprotectedTotal"));
        assertEquals("0", server.jmx("Failures"));
        if (failures.isEmpty()) {
          Proven.embedded(name, server, Runtime.version().feature(), "HTTP/2");
        }
      }
    }
    assertEquals(List.of(), failures);
  }

  @ParameterizedTest
  @MethodSource("withHttp1")
  void corpus_ofUpgrades_leaksNothing(String name, String kind) throws Exception {
    try (Server server = Server.start(plan(name, kind, "P0"))) {
      for (JsonNode row : rows("upgrade")) {
        Raw.Reply reply =
            Raw.send(server.port(), filled(row.path("raw").asText()), UPGRADE_SILENT_MILLIS);
        assertTrue(reply.status() != 101, row.path("id") + ": " + reply.text);
        judge(name, row, server.counts(reply.clientPort), true);
      }
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
    }
    assertEquals(List.of(), failures);
  }

  private Server.Plan plan(String name, String kind, String policy) {
    Server.Plan plan = new Server.Plan(name);
    boolean calls = kind.equals(GRPC) && policy.equals("P0");
    plan.policy = calls ? NettyFrameworksIT.GRPC_POLICY : Policies.of(policy);
    plan.jwks = tokens.jwks();
    plan.flags.add("-Dtestapp.pipeline=http2-" + kind);
    return plan;
  }

  private String filled(String text) throws Exception {
    return text.replace("{HOST}", "app.it").replace("{TOKEN:admin}", tokens.of("admin"));
  }

  private List<String[]> fields(JsonNode row) throws Exception {
    List<String[]> fields = new ArrayList<>();
    for (JsonNode field : row.path("h2")) {
      fields.add(new String[] {filled(field.get(0).asText()), filled(field.get(1).asText())});
    }
    return fields;
  }

  /** As it is, or as the call that gRPC would make of it. */
  private static int send(Http2Wire wire, String kind, List<String[]> fields) throws Exception {
    if (!kind.equals(GRPC)) {
      return wire.send(fields, true);
    }
    List<String[]> call = new ArrayList<>();
    for (String[] field : fields) {
      boolean get = field[0].equals(":method") && field[1].equals("GET");
      call.add(get ? new String[] {":method", "POST"} : field);
    }
    call.add(new String[] {"content-type", "application/grpc"});
    call.add(new String[] {"te", "trailers"});
    int id = wire.send(call, false);
    wire.data(id, NettyFrameworksIT.MESSAGE, true);
    return id;
  }

  /** Requests that must pass, and one that is recorded last. */
  private int controls(Server server, String kind) throws Exception {
    try (Http2Wire wire = new Http2Wire(server.port())) {
      int open = send(wire, kind, Http2Wire.get("/public/a"));
      assertEquals(200, wire.await(open).status());
      String token = "Bearer " + tokens.of("admin");
      int closed = send(wire, kind, Http2Wire.get("/admin/a", "authorization", token));
      assertEquals(200, wire.await(closed).status());
      assertEquals(1, server.counts(wire.clientPort)[ADMIN]);
      wire.await(send(wire, kind, Http2Wire.get("/end")));
      return server.counts(wire.clientPort)[REQUESTS];
    }
  }

  private void judge(String where, JsonNode row, int[] counts, boolean whole) {
    JsonNode expect = row.path("expect");
    String id = where + " " + row.path("id").asText();
    if (counts[ADMIN] > expect.path("admin_reached").get(1).asInt()) {
      failures.add(id + ": the admin handler was entered");
    }
    boolean below =
        counts[PUBLIC] > expect.path("public_reached").get(1).asInt()
            || counts[OPS] > expect.path("ops_reached").asInt();
    if (whole && below) {
      failures.add(id + ": entered " + counts[PUBLIC] + " and " + counts[OPS]);
    }
    if (whole && expect.path("strict").asText().equals("deny") && counts[REQUESTS] > 0) {
      failures.add(id + ": strict says deny");
    }
  }
}
