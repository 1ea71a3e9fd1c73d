package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** Every HTTP/2 row of the path corpus, sent field by field as it stands there, and judged. */
final class Http2Corpus {

  private static final int ADMIN = 0;
  private static final int PUBLIC = 1;
  private static final int OPS = 2;
  private static final int REQUESTS = 4;
  private static final int SILENT_MILLIS = 3000;

  /** How long a server that has read a request may take to let it in; the sum tells of later. */
  private static final int UNANSWERED_MILLIS = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Sends a request's fields, and what the framework wants besides; the stream's number. */
  interface Sender {

    int send(Http2Wire wire, List<String[]> fields) throws Exception;
  }

  /** A request without a body, as it is. */
  static final Sender PLAIN = (wire, fields) -> wire.send(fields, true);

  /** What fell short, a line each. */
  final List<String> failures = new ArrayList<>();

  private final Tokens tokens;
  private final Sender sender;

  Http2Corpus(Tokens tokens, Sender sender) {
    this.tokens = tokens;
    this.sender = sender;
  }

  /** The rows of a group. */
  static List<JsonNode> rows(String group) throws Exception {
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

  /**
   * Runs the rows, and requests that must pass; as many entered as were permitted.
   *
   * @param whole whether the server has the rows' own policy; otherwise leaks alone are judged
   */
  void run(String where, Server server, boolean whole) throws Exception {
    Set<Integer> clients = new HashSet<>();
    int entered = 0;
    for (JsonNode row : rows("http2")) {
      try (Http2Wire wire = new Http2Wire(server.port())) {
        int id = sender.send(wire, fields(row));
        wire.ping();
        wire.read(SILENT_MILLIS, () -> wire.reply(id).over() || wire.aliveFor(UNANSWERED_MILLIS));
        int[] counts = server.counts(wire.clientPort);
        judge(where, row, counts, whole);
        clients.add(wire.clientPort);
        entered += counts[REQUESTS];
      }
    }
    entered += controls(server, clients);
    server.await(e -> e.path("http_request").path("url").path("path").asText().equals("/end"));
    long recorded =
        server.audit().stream()
            .filter(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"))
            .filter(e -> clients.contains(e.path("src_endpoint").path("port").asInt()))
            .count();
    assertEquals(entered, recorded, "entries and permits of " + where);
  }

  /** Puts a token and a host where a row has the place of one. */
  String filled(String text) throws Exception {
    return text.replace("{HOST}", "app.it").replace("{TOKEN:admin}", tokens.of("admin"));
  }

  private List<String[]> fields(JsonNode row) throws Exception {
    List<String[]> fields = new ArrayList<>();
    for (JsonNode field : row.path("h2")) {
      fields.add(new String[] {filled(field.get(0).asText()), filled(field.get(1).asText())});
    }
    return fields;
  }

  /** Requests that must pass, and one that is recorded last. */
  private int controls(Server server, Set<Integer> clients) throws Exception {
    try (Http2Wire wire = new Http2Wire(server.port())) {
      clients.add(wire.clientPort);
      int open = sender.send(wire, Http2Wire.get("/public/a"));
      assertEquals(200, wire.await(open).status());
      String token = "Bearer " + tokens.of("admin");
      int closed = sender.send(wire, Http2Wire.get("/admin/a", "authorization", token));
      assertEquals(200, wire.await(closed).status());
      assertEquals(1, server.counts(wire.clientPort)[ADMIN]);
      wire.await(sender.send(wire, Http2Wire.get("/end")));
      return server.counts(wire.clientPort)[REQUESTS];
    }
  }

  /** Judges what came of a row by what it expects. */
  void judge(String where, JsonNode row, int[] counts, boolean whole) {
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
