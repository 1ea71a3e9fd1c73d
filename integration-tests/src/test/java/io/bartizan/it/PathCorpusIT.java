package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static final Pattern ACTIVE = Pattern.compile("active: [a-z-]+ ([0-9][0-9.v]*[0-9])");

  @Test
  void corpus_onEveryServer_leaksNothing() throws Exception {
    Tokens tokens = new Tokens();
    PathCorpus corpus = new PathCorpus(tokens);
    List<String> servers = new ArrayList<>(Servers.folders());
    servers.addAll(NettyFrameworksIT.HTTP1);
    servers.add(Http2IT.RENAMED);
    servers.add("undertow");
    servers.addAll(HttpServersIT.SERVERS);
    for (String name : servers) {
      Server.Plan plan = new Server.Plan(name);
      plan.policy = Policies.of("P0");
      plan.jwks = tokens.jwks();
      try (Server server = Server.start(plan)) {
        String version = version(name, server);
        corpus.run(name, version, "P0", server);
        for (String policy : List.of("P1", "P3")) {
          server.reload(Policies.of(policy));
          corpus.run(name, version, policy, server);
        }
        if (corpus.failures.isEmpty()) {
          Proven.embedded(name, server, Runtime.version().feature(), "HTTP/1.1");
        }
      }
    }
    String table = HEAD + corpus.table;
    Path made = Places.target().resolve("path-corpus.md");
    Files.writeString(made, table);
    System.out.println(table);
    corpus.failures.forEach(System.out::println);
    assertEquals(List.of(), corpus.failures);
    Path kept = Places.root().resolve("docs/reference/path-corpus.md");
    assertEquals(
        servers(table),
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
}
