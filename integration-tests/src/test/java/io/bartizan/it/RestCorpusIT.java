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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of the path corpus that are for JAX-RS, as raw bytes on every server with a JAX-RS
 * application: under the policy that they name (P2), said by a deny and said by allows, and under
 * the deny-list P3.
 */
class RestCorpusIT {

  private static final int ADMIN = 0;
  private static final int REQUESTS = 4;
  private static final int SILENT_MILLIS = 1500;
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> servers() {
    return RestServers.folders();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("servers")
  void corpus_ofJaxRs_leaksNothing(String name) throws Exception {
    Path file = Places.corpus().resolve("path-bypass.jsonl");
    Assumptions.assumeTrue(Files.exists(file), "the corpus is not here: set BARTIZAN_CORPUS");
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      JsonNode row = JSON.readTree(line);
      if (row.path("group").asText().equals("jaxrs")) {
        rows.add(row);
      }
    }
    assertTrue(rows.size() >= 8, "the corpus has shrunk: " + rows.size());
    run(name, Policies.HANDLER_DENIED, rows, false);
    run(name, Policies.HANDLER_ALLOWED, rows, true);
    run(name, Policies.REST_DENY_LIST, rows, false);
  }

  /**
   * Sends each row, and two that must pass.
   *
   * @param whole whether a request that finds no resource is refused, too: then what enters is what
   *     is permitted
   */
  private static void run(String name, String policy, List<JsonNode> rows, boolean whole)
      throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan(name);
    plan.policy = policy;
    plan.jwks = tokens.jwks();
    try (Server server = Server.start(plan)) {
      for (JsonNode row : rows) {
        String raw = row.path("raw").asText().replace("{HOST}", "app.it");
        Raw.Reply reply = Raw.send(server.port(), raw, SILENT_MILLIS);
        String id = name + " " + row.path("id").asText() + ": " + reply.text;
        int[] counts = server.counts(reply.clientPort);
        assertEquals(0, counts[ADMIN], id);
        if (row.path("expect").path("class").asText().equals("deny")) {
          assertEquals(0, counts[REQUESTS], id);
        }
        if (whole) {
          assertTrue(reply.status() >= 400 || reply.status() == 0, id);
          assertEquals(0, permits(server, reply.clientPort), id);
        }
      }
      Raw.Reply page = Raw.get(server.port(), "/rs/public/a");
      assertEquals(200, page.status(), page.text);
      String admin = "Authorization: Bearer " + tokens.of("admin");
      Raw.Reply secret = Raw.get(server.port(), "/rs/admin/secret", admin);
      assertEquals(200, secret.status(), secret.text);
      assertEquals(1, server.counts(secret.clientPort)[ADMIN]);
      server.await(e -> e.path("src_endpoint").path("port").asInt() == secret.clientPort);
      assertEquals(1, permits(server, secret.clientPort));
      Proven.embedded(name, server, Runtime.version().feature(), "HTTP/1.1");
    }
  }

  private static long permits(Server server, int port) throws Exception {
    return Trails.permitted(
        server.audit().stream()
            .filter(e -> e.path("src_endpoint").path("port").asInt() == port)
            .toList());
  }
}
