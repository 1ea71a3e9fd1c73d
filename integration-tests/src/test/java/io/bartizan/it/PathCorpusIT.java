package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every HTTP/1 row of the path corpus as raw bytes on every server: under its own policy, and again
 * under the deny-list policy P3. Prints the table and leaves it in the target folder.
 */
class PathCorpusIT {

  /** The head of the page that the run writes. */
  private static final String HEAD =
      """
      # The path corpus, server by server

      Made by the test run (`PathCorpusIT`), which sends every row as raw bytes. **Leaks**: rows on
      which the admin handler was entered without a valid admin token. **Controls**: rows below what
      their class demands, must-permit ones among them. **Entries ≠ permits**: rows whose requests
      that entered a handler differ from the permits in the audit trail. **Off strict**: rows that the
      ambiguity firewall should have refused. All must be 0. P0 and P1 are allow-lists; P3 is a
      deny-list, under which every row is run again.

      | server | version | policy | rows | leaks | controls | entries ≠ permits | off strict |
      |---|---|---|---|---|---|---|---|
      """;

  private static final int SILENT_MILLIS = 600;
  private static final int THREADS = 16;
  private static final Pattern ACTIVE = Pattern.compile("active: [a-z-]+ ([0-9][0-9.v]*[0-9])");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Tokens tokens = tokens();
  private final List<String> failures = new ArrayList<>();
  private final StringBuilder table = new StringBuilder();

  private static Tokens tokens() {
    try {
      return new Tokens();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** What one row came to. */
  private static final class Result {
    JsonNode row;
    Raw.Reply reply;
    int[] counts;
    int permits;
  }

  @Test
  void corpus_onEveryServer_leaksNothing() throws Exception {
    Path file = Places.corpus().resolve("path-bypass.jsonl");
    Assumptions.assumeTrue(Files.exists(file), "the corpus is not here: set BARTIZAN_CORPUS");
    List<JsonNode> rows = rows(file);
    table.append(HEAD);
    List<String> servers = new ArrayList<>(Servers.folders());
    servers.addAll(NettyFrameworksIT.HTTP1);
    servers.add(Http2IT.RENAMED);
    servers.add("undertow");
    servers.addAll(HttpServersIT.SERVERS);
    for (String server : servers) {
      run(server, "P0", rows.stream().filter(r -> r.path("policy").asText().equals("P0")).toList());
      run(server, "P1", rows.stream().filter(r -> r.path("policy").asText().equals("P1")).toList());
      run(server, "P3", rows);
    }
    Path made = Places.target().resolve("path-corpus.md");
    Files.writeString(made, table);
    System.out.println(table);
    failures.forEach(System.out::println);
    assertEquals(List.of(), failures);
    Path kept = Places.root().resolve("docs/reference/path-corpus.md");
    assertEquals(
        servers(table.toString()),
        servers(Files.readString(kept)),
        () -> kept + " tells of other servers; copy " + made + " there");
  }

  /** The servers and versions that a table tells of. */
  private static Set<String> servers(String text) {
    Set<String> servers = new TreeSet<>();
    for (String line : text.split("\n")) {
      String[] cells = line.split("\\|");
      if (cells.length > 3 && cells[2].matches(" [0-9].*")) {
        servers.add(cells[1].trim() + " " + cells[2].trim());
      }
    }
    return servers;
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

  private void run(String name, String policy, List<JsonNode> rows) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.policy = Policies.of(policy);
    plan.jwks = tokens.jwks();
    List<Result> results = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (Server server = Server.start(plan)) {
      List<Future<Result>> futures = new ArrayList<>();
      for (JsonNode row : rows) {
        Callable<Result> send = () -> send(server, row);
        futures.add(pool.submit(send));
      }
      for (Future<Result> future : futures) {
        results.add(future.get(2, TimeUnit.MINUTES));
      }
      settle(server, results);
      judge(name, version(name, server), policy, results);
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

  /** As the start-up line tells it. */
  private static String version(String name, Server server) throws Exception {
    if (name.startsWith("jdk") || name.equals(Http2IT.RENAMED)) {
      // As old as the Java that runs the test; or the version is the one of another's jar.
      return "-";
    }
    Matcher line = ACTIVE.matcher(server.stderr());
    assertTrue(line.find(), server.stderr());
    return line.group(1);
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
  private static String floor(Result result, JsonNode expect) {
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
        && (count < responses.get(0).asInt() || count > responses.get(1).asInt())) {
      return count + " responses";
    }
    return null;
  }
}
