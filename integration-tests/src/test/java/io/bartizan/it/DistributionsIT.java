package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Products started by their own scripts, with the flag where our page says it goes, a policy that
 * nobody named, and everything else that they bring.
 */
@Execution(ExecutionMode.CONCURRENT)
class DistributionsIT {

  /** The JVM's own line about the boot path, which the start-up page tells of. */
  private static final String SHARING = "Sharing is only supported for boot loader classes";

  private static final int OPERATOR_MUST_ACT = 78;

  /** P0, and pages of the application's own. */
  static final String POLICY =
      Policies.P0
          + """
            - name: open-page
              allow: {method: [GET], path: /pages/open.jsp}
              who: anyone
            - name: secret-page
              allow: {path: /pages/secret.jsp}
              who: [admin]
            - name: older
              allow: {path: "/old/**"}
              who: [admin]
          """;

  private final Tokens tokens = new Tokens();

  DistributionsIT() throws Exception {}

  static List<String> products() {
    return List.of(
        "tomcat9",
        "tomcat10",
        "tomcat11",
        "tomee8",
        "tomee9",
        "jetty94",
        "jetty10",
        "jetty12-ee8",
        "jetty12-ee10");
  }

  @ParameterizedTest
  @MethodSource("products")
  void product_startedByItsOwnScript_isProtected(String name) throws Exception {
    Distribution product = Products.lay(name);
    product.policy("rules: [broken\n", tokens.jwks());
    stopsBeforeItServes(product);
    product.policy(POLICY, tokens.jwks());
    try (Server server = product.start()) {
      server.warm(tokens);
      Guarded.check(server, tokens);
      pages(server, tokens);
      if (Files.exists(product.policyFolder.resolve("webapps/old"))) {
        older(server);
      }
      Set<String> warnings = warnings(server.stdout() + server.stderr());
      PathCorpus corpus = new PathCorpus(tokens);
      String version = Distribution.version(name.replaceAll("-.*", ""));
      corpus.run(name, version, "P0", server);
      server.reload(Policies.P3);
      corpus.run(name, version, "P3", server);
      assertEquals(List.of(), corpus.failures);
      int java = Runtime.version().feature();
      Proven.add(Products.label(name), version, server, java, "HTTP/1.1");
      int before = server.stderr().length();
      stopsUntouched(product, server);
      warnings.addAll(warnings(server.stderr().substring(before)));
      warnings.removeAll(withoutTheAgent(product));
      assertEquals(Set.of(), warnings, "said only with the agent");
    }
    Distribution.delete(product.home.getParent());
  }

  /** The service script of Jetty, which starts in the background and takes the flag elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"jetty94", "jetty12-ee10"})
  void jettySh_startsProtectedAndStopsUntouched(String name) throws Exception {
    Distribution product = Products.lay(name);
    product.policy(POLICY, tokens.jwks());
    Path base = product.policyFolder;
    Files.delete(base.resolve("start.d/bartizan.ini"));
    // The user's own file, which the script reads as it reads /etc/default/jetty.
    Files.writeString(base.resolve(".jettyrc"), HowTo.block("Jetty by jetty.sh"));
    product.environment.put("HOME", base.toString());
    product.environment.put("JETTY_HOME", product.home.toString());
    product.environment.put("JETTY_BASE", base.toString());
    product.environment.put("JETTY_RUN", base.toString());
    product.environment.put("TESTAPP_CONTROL", base.resolve("control").toString());
    String script = product.home.resolve("bin/jetty.sh").toString();
    Distribution.Said start = product.run(List.of("bash", script, "start"));
    assertEquals(0, start.exit(), start.text());
    ProcessHandle jetty = running(base.resolve("jetty.pid"));
    try {
      assertEquals(401, Raw.get(product.port, "/admin/a").status());
      assertEquals(200, Raw.get(product.port, "/public/a").status());
    } finally {
      Distribution.Said stop = product.run(List.of("bash", script, "stop"));
      assertEquals(0, stop.exit(), stop.text());
      assertFalse(stop.text().contains("bartizan"), stop.text());
      // Jetty 12 removes its file of the process's number in a shutdown hook beside the one that
      // stops the server, so its script can say that all is over a moment before it is.
      jetty.onExit().get(Distribution.STOP_SECONDS, TimeUnit.SECONDS);
    }
    assertFalse(Distribution.listens(product.port), "it has stopped");
    Trails.whole(Server.trail(base.resolve("bartizan-audit.ndjson")));
    Distribution.delete(product.home.getParent());
  }

  private static ProcessHandle running(Path numbers) throws Exception {
    List<String> lines = Files.readAllLines(numbers);
    return ProcessHandle.of(Long.parseLong(lines.get(lines.size() - 1).trim())).orElseThrow();
  }

  /** The broken policy is what ends the start, and nothing of the application runs before. */
  static void stopsBeforeItServes(Distribution product) throws Exception {
    try (Server server = product.launch()) {
      int exit = server.exitCode();
      String said = server.stdout() + server.stderr();
      // Jetty's starter waits for the JVM that it forked, and does not pass its exit code on.
      assertEquals(product.start.contains("-jar") ? 0 : OPERATOR_MUST_ACT, exit, said);
      assertTrue(said.contains("bartizan.yaml:2:1: error BZ"), said);
      assertFalse(product.deployed(), said);
      assertFalse(Distribution.listens(product.port), said);
    }
  }

  /** Pages by JSP, whose classes are made when they are first asked for. */
  static void pages(Server server, Tokens tokens) throws Exception {
    String admin = "Authorization: Bearer " + tokens.of("admin");
    int port = server.port();
    assertTrue(Raw.patient(port, "/pages/open.jsp").text.contains("open 42"));
    assertEquals(401, Raw.patient(port, "/pages/secret.jsp").status());
    Raw.Reply secret = Raw.patient(port, "/pages/secret.jsp", admin);
    assertTrue(secret.text.contains("secret 42"), secret.text);
    // A page that no rule names inherits the permit of whoever forwards to it; one that a rule
    // names must satisfy that rule.
    String hidden = "/WEB-INF/pages/hello.jsp";
    Raw.Reply inherited = Raw.patient(port, "/public/jsp?page=" + hidden);
    assertTrue(inherited.text.contains("page of 24 characters"), inherited.text);
    Raw.Reply beyond = Raw.patient(port, "/public/jsp?page=/pages/secret.jsp");
    assertFalse(beyond.text.contains("secret 42"), beyond.text);
    assertNotEquals(200, beyond.status(), beyond.text);
    Raw.Reply within = Raw.patient(port, "/public/jsp?page=/pages/secret.jsp", admin);
    assertTrue(within.text.contains("secret 42"), within.text);
    for (String trick : new String[] {"/pages/secret.jsp/", "/pages/./secret.jsp", hidden}) {
      assertNotEquals(200, Raw.patient(port, trick).status(), trick);
    }
    assertEquals("0", server.jmx("EntriesMinusPermits"), server.said());
    assertEquals("0", server.jmx("UnprotectedTotal"), server.said());
  }

  /** An application of the older namespace is decided like the one beside it. */
  private void older(Server server) throws Exception {
    int port = server.port();
    assertEquals(401, Raw.patient(port, "/old/hello").status());
    assertEquals(400, Raw.patient(port, "/public/..;/old/hello").status());
    String user = "Authorization: Bearer " + tokens.of("user");
    assertEquals(403, Raw.patient(port, "/old/hello", user).status());
    String admin = "Authorization: Bearer " + tokens.of("admin");
    for (String query : new String[] {"", "?async=1"}) {
      Raw.Reply permitted = Raw.patient(port, "/old/hello" + query, admin);
      assertTrue(permitted.text.contains("hello "), permitted.text);
    }
    assertEquals("0", server.jmx("EntriesMinusPermits"), server.said());
    assertEquals("0", server.jmx("UnprotectedTotal"), server.said());
  }

  static void stopsUntouched(Distribution product, Server server) throws Exception {
    long trail = server.audit().size();
    Distribution.Said stop = product.stop(server);
    assertEquals(0, stop.exit(), stop.text());
    assertFalse(stop.text().contains("bartizan"), stop.text());
    assertFalse(Distribution.listens(server.port()), "it has stopped");
    assertTrue(server.audit().size() >= trail, "nothing that was recorded is lost");
    Trails.numbered(server.audit());
  }

  /** What the same product warns of without the agent, at start, at work and at stop. */
  private static Set<String> withoutTheAgent(Distribution product) throws Exception {
    Products.unflag(product);
    try (Server server = product.start()) {
      assertEquals(200, Raw.patient(server.port(), "/admin/a").status());
      Raw.patient(server.port(), "/pages/open.jsp");
      product.stop(server);
      assertFalse(server.stderr().contains("bartizan: "), server.stderr());
      return warnings(server.stdout() + server.stderr());
    }
  }

  /** Lines of warning and error without what differs from run to run. */
  private static Set<String> warnings(String log) {
    Set<String> warnings = new TreeSet<>();
    for (String line : log.split("\n")) {
      boolean warning =
          line.matches("(?i).*\\b(warn|warning|error|severe|fatal)\\b.*|.*Exception\\b.*");
      if (warning && !line.contains(SHARING)) {
        warnings.add(line.replaceAll("[0-9]+|@[0-9a-f]+|/[^ ]*", "#"));
      }
    }
    return warnings;
  }
}
