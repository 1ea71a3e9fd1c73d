package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fat jars that Spring Boot's own plugin made, started by the command of our page. */
@Execution(ExecutionMode.CONCURRENT)
class SpringBootIT {

  private static final int TERMINATED = 143;
  private static final int OPERATOR_MUST_ACT = 78;

  private final Tokens tokens = new Tokens();

  SpringBootIT() throws Exception {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "boot2-tomcat",
        "boot2-jetty",
        "boot3-tomcat",
        "boot3-jetty",
        "boot3-undertow",
        "boot3-webflux"
      })
  void fatJar_startedAsItsUsersStartIt_isProtected(String name) throws Exception {
    Distribution product = Products.lay(name);
    product.policy(Policies.P0, tokens.jwks());
    try (Server server = product.start()) {
      server.warm(tokens);
      if (name.endsWith("webflux")) {
        decided(server);
      } else {
        Guarded.check(server, tokens);
      }
      // Undertow's own, with the agent or without.
      String said = (server.stdout() + server.stderr()).replaceAll(".* UT026010: .*", "");
      assertFalse(said.matches("(?s).*\\b(WARN|ERROR) .*"), said);
      PathCorpus corpus = new PathCorpus(tokens);
      corpus.run(name, "-", "P0", server);
      server.reload(Policies.P3);
      corpus.run(name, "-", "P3", server);
      assertEquals(List.of(), corpus.failures);
      int java = Runtime.version().feature();
      Proven.add(Products.label(name), Products.bootVersion(product), server, java, "HTTP/1.1");
    }
    Distribution.delete(product.home.getParent());
  }

  private void decided(Server server) throws Exception {
    Raw.Reply anonymous = Raw.get(server.port(), "/admin/a");
    assertEquals(401, anonymous.status(), anonymous.text);
    assertEquals(0, server.counts(anonymous.clientPort)[4]);
    String admin = "Authorization: Bearer " + tokens.of("admin");
    Raw.Reply permitted = Raw.get(server.port(), "/admin/a", admin);
    assertEquals(200, permitted.status(), permitted.text);
    assertArrayEquals(new int[] {1, 0, 0, 0, 1}, server.counts(permitted.clientPort));
    assertEquals(400, Raw.get(server.port(), "/public/%2e%2e/admin/a").status());
    assertEquals("0", server.jmx("EntriesMinusPermits"));
    assertEquals("0", server.jmx("UnprotectedTotal"));
    assertEquals("0", server.jmx("Failures"));
  }

  @Test
  void unitOfSystemd_startsStopsAndDoesNotStartWhatAPolicyStops() throws Exception {
    Distribution product = Products.lay("boot3-tomcat");
    String unit = HowTo.block("systemd");
    product.start = Products.command(product, setting(unit, "ExecStart"));
    product.policy(Policies.P0, tokens.jwks());
    try (Server server = product.start()) {
      Guarded.check(server, tokens);
      server.release();
      server.terminate();
      assertEquals(TERMINATED, server.exitCode());
      assertEquals(Integer.toString(TERMINATED), setting(unit, "SuccessExitStatus"));
      Trails.whole(server.audit());
    }
    product.policy("rules: [broken\n", tokens.jwks());
    try (Server server = product.launch()) {
      assertEquals(OPERATOR_MUST_ACT, server.exitCode());
      assertEquals(Integer.toString(OPERATOR_MUST_ACT), setting(unit, "RestartPreventExitStatus"));
      assertTrue(server.stderr().contains("bartizan.yaml:2:1: error BZ"), server.stderr());
    }
    Distribution.delete(product.home.getParent());
  }

  private static String setting(String unit, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + "=(.*)$").matcher(unit);
    assertTrue(line.find(), name);
    return line.group(1);
  }
}
