package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Servers of a shape that nobody knows, and other agents that change, undo or load early what this
 * one weaves: protected, or nothing is served, and either is told.
 */
class ForeignAgentsIT {

  private static final String COYOTE = "org.apache.catalina.connector.CoyoteAdapter";
  private static final String HTTP_SERVLET = "javax.servlet.http.HttpServlet";
  private static final String JETTY = "org.eclipse.jetty.server.Server";
  private static final String CHANNEL = "org.eclipse.jetty.server.HttpChannel";
  private static final String FILTER = "io.bartizan.testapp.Handlers$PassThrough";

  private static String agent(String deeds) {
    return "-javaagent:" + Places.faultJar() + "=" + deeds;
  }

  private static Server.Plan plan(String server, Tokens tokens) throws Exception {
    Server.Plan plan = new Server.Plan(server);
    plan.jwks = tokens.jwks();
    return plan;
  }

  private static Server.Plan observing(String server) {
    Server.Plan plan = new Server.Plan(server);
    plan.flags.add("-Dbartizan.mode=observe");
    return plan;
  }

  /** Its start ends without a port; what standard error says. */
  private static String unserved(Server.Plan plan) throws Exception {
    try (Server server = Server.launch(plan)) {
      String line = server.firstLine();
      assertTrue(line == null || line.equals("port -1"), line + "\n" + server.stderr());
      return server.stderr();
    }
  }

  @Test
  void f36_tomcatWithoutAKnownMethod_doesNotServe() throws Exception {
    Server.Plan plan = new Server.Plan("tomcat9");
    plan.before.add(agent("rename=postParseRequest:" + COYOTE));
    String stderr = unserved(plan);
    assertTrue(stderr.contains("error BZ4003: " + COYOTE + " could not be woven"), stderr);
    assertTrue(stderr.contains("unknown version"), stderr);
    assertTrue(stderr.contains("it will not load"), stderr);
  }

  @Test
  void f36_tomcatWithoutAKnownMethod_servesWhileObservingAndSaysSo() throws Exception {
    Server.Plan plan = observing("tomcat9");
    plan.before.add(agent("rename=postParseRequest:" + COYOTE));
    try (Server server = Server.start(plan)) {
      assertEquals(200, Raw.get(server.port(), "/admin/a").status());
      String stderr = server.stderr();
      assertTrue(stderr.contains("error BZ4003: " + COYOTE + " could not be woven"), stderr);
      assertTrue(
          stderr.contains("error BZ4004: tomcat lacks a required join point: " + COYOTE), stderr);
      assertTrue(stderr.contains("NOT PROTECTED (mode observe)"), stderr);
      Guarded.covered(server, "NOT PROTECTED");
      // The guard saw the filter and the servlet enter without a permit.
      assertEquals("jmx 2", server.ask("jmx EntriesMinusPermits"));
      assertEquals("jmx 2", server.ask("jmx UnprotectedTotal"));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "handle(Lorg/eclipse/jetty/server/HttpChannel;)V, jetty9.request",
    "handleAsync, jetty9.async",
    "onCompleted, jetty9.end"
  })
  void f36_jettyThatLacksOneOfThree_endsBeforeItListens(String method, String lacking)
      throws Exception {
    Server.Plan plan = new Server.Plan("jetty94");
    plan.before.add(agent("rename=" + method + ":" + JETTY + "+" + CHANNEL));
    try (Server server = Server.launch(plan)) {
      assertEquals(78, server.exitCode(), server.stderr());
      assertEquals("", server.restOfStdout());
      String stderr = server.stderr();
      assertTrue(stderr.contains("error BZ4004: jetty lacks a required join point"), stderr);
      assertTrue(stderr.contains("#" + lacking), stderr);
    }
  }

  @Test
  void f36_observingJettyThatLacksOneOfThree_servesAndSaysSo() throws Exception {
    Server.Plan plan = observing("jetty94");
    plan.before.add(agent("rename=handleAsync:" + JETTY + "+" + CHANNEL));
    try (Server server = Server.start(plan)) {
      assertEquals(200, Raw.get(server.port(), "/admin/a").status());
      assertEquals(200, Raw.get(server.port(), "/public/async?to=/admin/a").status());
      assertTrue(server.stderr().contains("error BZ4004"), server.stderr());
      assertTrue(server.ask("jmx Coverage").contains("NOT PROTECTED"));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"tomcat9, before", "tomcat9, after", "jetty94, before", "jetty94, after"})
  void f37_anotherAgentRewritesTheSameClasses_changesNothing(String name, String place)
      throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = plan(name, tokens);
    String choke = name.equals("tomcat9") ? COYOTE : JETTY;
    String agent = agent("rewrite:" + choke + "+" + HTTP_SERVLET + "+" + FILTER);
    (place.equals("before") ? plan.before : plan.flags).add(agent);
    plan.flags.add("-XX:+IgnoreUnrecognizedVMOptions");
    plan.flags.add("-XX:-AllowRedefinitionToAddDeleteMethods");
    try (Server server = Server.start(plan)) {
      Guarded.check(server, tokens);
      for (String changed : new String[] {choke, HTTP_SERVLET, FILTER}) {
        assertTrue(server.stderr().contains("meddled with " + changed), server.stderr());
      }
    }
  }

  @Test
  void f37_classThatCannotBeRead_doesNotLoad() throws Exception {
    Server.Plan plan = new Server.Plan("tomcat9");
    plan.before.add(agent("break:" + COYOTE));
    String stderr = unserved(plan);
    assertTrue(stderr.contains("error BZ4003: " + COYOTE + " could not be woven"), stderr);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"tomcat9, " + COYOTE, "jetty94, " + JETTY, "jetty12-ee10, " + JETTY})
  void f37_anotherAgentUndoesTheChokePoint_connectorIsStoppedAndTheGateShut(
      String name, String choke) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.flags.add(agent("strip:" + choke));
    try (Server server = Server.start(plan)) {
      long until = System.nanoTime() + 20_000_000_000L;
      while (true) {
        assertTrue(System.nanoTime() < until, "it goes on listening\n" + server.stderr());
        try {
          Raw.Reply reply = Raw.get(server.port(), "/public/a");
          assertFalse(reply.status() == 200, reply.text);
          assertEquals(0, server.counts(reply.clientPort)[4], "the guard is there all the while");
        } catch (ConnectException stopped) {
          break;
        } catch (IOException stopping) {
          // Cut off while the connector goes down; the next one tells.
        }
      }
      server.awaitStderr("bartizan: stopped: ");
      String stderr = server.stderr();
      assertTrue(stderr.contains("meddled with " + choke), stderr);
      assertEquals(1, stderr.split("error BZ4005", -1).length - 1, stderr);
      assertTrue(server.ask("jmx Coverage").contains("NOT PROTECTED"));
      assertTrue(server.ask("jmx Health").contains("NOT PROTECTED"));
      assertEquals("jmx 0", server.ask("jmx EntriesMinusPermits"));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"tomcat9, javax", "jetty12-ee10, jakarta"})
  void f37_anotherAgentUndoesTheGuard_gateIsShut(String name, String api) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.flags.add(agent("strip:" + api + ".servlet.http.HttpServlet"));
    try (Server server = Server.start(plan)) {
      server.awaitStderr("error BZ4005");
      Raw.Reply refused = Raw.get(server.port(), "/public/a");
      assertEquals(503, refused.status(), refused.text);
      assertEquals(0, server.counts(refused.clientPort)[4]);
      assertTrue(server.stderr().contains("let the canary through"), server.stderr());
      assertTrue(server.ask("jmx Health").contains("NOT PROTECTED"));
    }
  }

  @Test
  void f37_anotherAgentUndoesTheChokePoint_isToldWhileObserving() throws Exception {
    Server.Plan plan = observing("tomcat9");
    plan.flags.add(agent("strip:" + COYOTE));
    try (Server server = Server.start(plan)) {
      server.awaitStderr("error BZ4005");
      assertEquals(200, Raw.get(server.port(), "/admin/a").status());
      assertTrue(server.ask("jmx Coverage").contains("NOT PROTECTED"));
      assertFalse(server.ask("jmx EntriesMinusPermits").equals("jmx 0"));
      assertFalse(server.stderr().contains("bartizan: stopped: "), server.stderr());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "tomcat9, javax, " + COYOTE,
    "tomcat10, jakarta, " + COYOTE,
    "jetty94, javax, " + JETTY,
    "jetty12-ee10, jakarta, " + JETTY
  })
  void f38_classesLoadedByAnEarlierAgent_areProtected(String name, String api, String choke)
      throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = plan(name, tokens);
    String servlet = api + ".servlet.http.HttpServlet";
    plan.before.add(agent("early:" + servlet + "+" + choke + "+" + FILTER));
    try (Server server = Server.start(plan)) {
      Guarded.check(server, tokens);
    }
  }

  @Test
  void f38_classLoadedEarlyThatCannotBeWoven_endsBeforeItListens() throws Exception {
    Server.Plan plan = new Server.Plan("tomcat9");
    plan.before.add(agent("early:" + HTTP_SERVLET));
    plan.before.add(agent("break:" + HTTP_SERVLET));
    try (Server server = Server.launch(plan)) {
      assertEquals(78, server.exitCode(), server.stderr());
      assertEquals("", server.restOfStdout());
      String stderr = server.stderr();
      assertTrue(stderr.contains("was loaded before the agent and stays as it is"), stderr);
      assertTrue(stderr.contains("error BZ4004"), stderr);
    }
  }

  @Test
  void servletApiOnTheBootClassPath_isWovenAsWell() throws Exception {
    // No server starts from there whole, with or without the agent.
    Tokens tokens = new Tokens();
    Server.Plan plan = plan("jetty94", tokens);
    plan.flags.add("-Xbootclasspath/a:" + Places.jar("jetty94", "javax.servlet-api"));
    try (Server server = Server.start(plan)) {
      Guarded.check(server, tokens);
    }
  }
}
