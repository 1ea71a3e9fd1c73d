package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Every HTTP/1 row of the path corpus, sent as raw bytes and judged: by the row's own policy under
 * an allow-list, and for leaks alone under the deny-list P3.
 */
final class PathCorpus {

  private static final int SILENT_MILLIS = 600;
  private static final int THREADS = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What fell short, a line each. */
  final List<String> failures = new ArrayList<>();

  /** The lines of the table, without its head. */
  final StringBuilder table = new StringBuilder();

  /** Whether the server closes a connection after an error's response, and says so in it. */
  boolean closesAfterErrors;

  private final Tokens tokens;
  private final List<JsonNode> all;

  PathCorpus(Tokens tokens) throws Exception {
    this.tokens = tokens;
    Path file = Places.corpus().resolve("path-bypass.jsonl");
    Assumptions.assumeTrue(Files.exists(file), "the corpus is not here: set BARTIZAN_CORPUS");
    all = rows(file);
  }

  /** What one row came to. */
  private static final class Result {
    JsonNode row;
    Raw.Reply reply;
    int[] counts;
    int permits;
  }

  private static List<JsonNode> rows(Path file) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      JsonNode row = JSON.readTree(line);
      boolean http1 = row.has("raw") && !row.path("policy").asText().equals("P2");
      if (http1 && !row.path("group").asText().equals("upgrade")) {
        rows.add(row);
      }
    }
    assertTrue(rows.size() > 300, "the corpus has shrunk: " + rows.size());
    return rows;
  }

  /** The rows that are for a policy; all of them for P3. */
  private List<JsonNode> rows(String policy) {
    return policy.equals("P3")
        ? all
        : all.stream().filter(r -> r.path("policy").asText().equals(policy)).toList();
  }

  /** Runs the rows of a policy on a server that has it, and judges what came of them. */
  void run(String name, String version, String policy, Server server) throws Exception {
    List<Result> results = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Result>> futures = new ArrayList<>();
      for (JsonNode row : rows(policy)) {
        Callable<Result> send = () -> send(server, row);
        futures.add(pool.submit(send));
      }
      for (Future<Result> future : futures) {
        results.add(future.get(2, TimeUnit.MINUTES));
      }
      settle(server, results);
      judge(name, version, policy, results);
      if (server.said().contains(" ERROR io.bartizan.")) {
        failures.add(name + " " + policy + ": a decision failed, see what it said\n");
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private Result send(Server server, JsonNode row) throws Exception {
    String raw = row.path("raw").asText();
    // The rows' content lengths count the placeholder: the host has as many characters.
    String host = "app.it";
    raw = raw.replace("{HOST}", host).replace("{PORT}", "" + server.port());
    raw = raw.replace("{CTX}", "ctx").replace("{CERT}", "none");
    for (String kind :
        new String[] {"admin", "user", "expired", "garbage", "dpop-admin", "mtls-admin"}) {
      String place = "{TOKEN:" + kind + "}";
      raw = raw.contains(place) ? raw.replace(place, tokens.of(kind)) : raw;
    }
    raw = raw.replaceAll("\\{PROOF[^}]*\\}", "proof");
    int body = raw.indexOf("\r\n\r\n");
    raw = raw.replace("{LEN}", "" + (body < 0 ? 0 : raw.length() - body - 4));
    Result result = new Result();
    result.row = row;
    result.reply = Raw.send(server.port(), raw, SILENT_MILLIS);
    return result;
  }

  /** Waits until every request that entered has its permit in the trail, or for a bounded while. */
  private static void settle(Server server, List<Result> results) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
    boolean equal = false;
    while (!equal && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(300);
      Map<Integer, Integer> permits = new HashMap<>();
      for (JsonNode event : server.audit()) {
        if (event.path("unmapped").path("outcome").asText().equals("PERMITTED")) {
          permits.merge(event.path("src_endpoint").path("port").asInt(), 1, Integer::sum);
        }
      }
      equal = true;
      for (Result result : results) {
        result.counts = server.counts(result.reply.clientPort);
        result.permits = permits.getOrDefault(result.reply.clientPort, 0);
        equal &= result.counts[4] == result.permits;
      }
    }
  }

  private void judge(String server, String version, String policy, List<Result> results) {
    int leaks = 0;
    int controls = 0;
    int unequal = 0;
    int offStrict = 0;
    for (Result result : results) {
      JsonNode expect = result.row.path("expect");
      String id = server + " " + policy + " " + result.row.path("id").asText();
      int admin = result.counts[0];
      if (admin > expect.path("admin_reached").get(1).asInt()) {
        leaks++;
        failures.add(id + ": the admin handler was entered " + admin + " times");
      }
      if (policy.equals("P3")) {
        continue;
      }
      if (result.counts[4] != result.permits) {
        unequal++;
        failures.add(id + ": " + result.counts[4] + " entered, " + result.permits + " permits");
      }
      String wrong = floor(result, expect);
      if (wrong != null) {
        controls++;
        failures.add(id + ": " + wrong + " (status " + result.reply.status() + ")");
      }
      // With a valid token in a malformed message the container may mend it before anyone sees it.
      boolean mendable = expect.path("class").asText().equals("deny-or-admin");
      boolean strict = expect.path("strict").asText().equals("deny") && !mendable;
      if (strict && entered(result) > 0) {
        offStrict++;
        failures.add(id + ": strict says deny");
      }
    }
    table.append(
        String.format(
            "| %s | %s | %s | %d | %d | %d | %d | %d |\n",
            server, version, policy, results.size(), leaks, controls, unequal, offStrict));
  }

  private static int entered(Result result) {
    return result.counts[0] + result.counts[1] + result.counts[2] + result.counts[3];
  }

  /** What is below the floor of the row's class; null if nothing is. */
  private String floor(Result result, JsonNode expect) {
    int[] counts = result.counts;
    String kind = expect.path("class").asText();
    boolean within =
        counts[0] >= expect.path("admin_reached").get(0).asInt()
            && counts[1] <= expect.path("public_reached").get(1).asInt()
            && counts[1] >= expect.path("public_reached").get(0).asInt()
            && counts[2] <= expect.path("ops_reached").asInt();
    if (!within) {
      return "entries " + counts[0] + "/" + counts[1] + "/" + counts[2] + " for " + kind;
    }
    if (kind.equals("deny") && entered(result) > 0) {
      return "a handler was entered";
    }
    JsonNode responses = expect.path("responses");
    int count = result.reply.responses();
    if (responses.isArray()
        && ((count < responses.get(0).asInt() && !closed(result.reply))
            || count > responses.get(1).asInt())) {
      return count + " responses";
    }
    return null;
  }

  /** Whether what was sent behind the last response was never to be read (RFC 9112, 9.6). */
  private boolean closed(Raw.Reply reply) {
    String last = reply.text.substring(Math.max(0, reply.text.lastIndexOf("HTTP/1.1 ")));
    return closesAfterErrors && last.matches("(?is)HTTP/1.1 [45].*\\r\\nConnection: close\\r\\n.*");
  }
}
