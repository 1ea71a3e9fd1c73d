package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What listens is told, at the start and by doctor: how it is protected, or that it is not. */
@Execution(ExecutionMode.CONCURRENT)
class CoverageIT {

  private final Tokens tokens = new Tokens();

  CoverageIT() throws Exception {}

  private Server.Plan plan(String name) {
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    return plan;
  }

  private static Cli doctor(Path java, Server server) throws Exception {
    return Cli.run(java, server.folder, "doctor", Long.toString(server.pid()));
  }

  private static Cli doctor(Server server) throws Exception {
    return doctor(Path.of(System.getProperty("java.home")), server);
  }

  /** Doctor's word comes a second after the agent's. */
  private static Cli awaitDoctor(Path java, Server server, String text) throws Exception {
    for (int i = 0; ; i++) {
      Cli said = doctor(java, server);
      if (said.out().contains(text) || i == 20) {
        assertTrue(said.out().contains(text), said + "\n" + server.stderr());
        return said;
      }
    }
  }

  /** Netty shows what it speaks with its first request; that it is there shows at once. */
  @Test
  void netty_isToldWhenItListens_andAgainWhenItSpeaks() throws Exception {
    try (Server server = Server.start(plan("netty41"))) {
      String port = " port " + server.port();
      String bound = "listens: netty tcp" + port + " (choke point woven, no HTTP seen yet)";
      server.awaitStderr("bartizan: " + bound);
      Path java = Path.of(System.getProperty("java.home"));
      assertEquals(0, awaitDoctor(java, server, "netty tcp" + port).exit());
      server.warm(tokens);
      server.awaitStderr("bartizan: listens: netty http" + port + " (canary refused)");
      Cli spoken = awaitDoctor(java, server, "netty http" + port);
      assertEquals(0, spoken.exit(), spoken.toString());
      assertFalse(spoken.out().contains("netty tcp"), spoken.out());
      assertTrue(
          spoken.out().contains("io.netty.channel.DefaultChannelPipeline.callHandlerAdded0"),
          spoken.out());
      assertFalse(server.stderr().contains("BZ4007"), server.stderr());
    }
  }

  static Stream<Path> javas() {
    return Places.jdks().entrySet().stream()
        .filter(java -> java.getKey() == 8 || java.getKey() == 25 || Places.jdks().size() == 1)
        .map(java -> java.getValue());
  }

  /** With the oldest Java and a new one, on both sides. */
  @ParameterizedTest
  @MethodSource("javas")
  void debugger_isNamedUntilItIsAcknowledged(Path java) throws Exception {
    int debugger = Application.freePort();
    Server.Plan plan = plan("tomcat9");
    plan.java = java;
    plan.before.add(
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
            + debugger);
    try (Server server = Server.start(plan)) {
      String named = "port " + debugger + " listens and is NOT PROTECTED: it is the debugger's";
      server.awaitStderr("bartizan: warning BZ4007: " + named);
      Cli said = awaitDoctor(java, server, named);
      assertEquals(7, said.exit(), said.toString());
      assertTrue(said.out().contains("tomcat http port " + server.port()), said.out());
      assertTrue(said.out().contains("CoyoteAdapter.postParseRequest"), said.out());
      assertTrue(said.out().contains("javax.servlet.http.HttpServlet.service"), said.out());
      assertEquals(1, server.stderr().split("BZ4007", -1).length - 1, server.stderr());
      String coverage = server.jmx("Coverage");
      assertTrue(coverage.contains("port " + debugger), coverage);
      assertTrue(coverage.contains("NOT PROTECTED: it is the debugger's"), coverage);
      recorded(server, "Coverage", "warning BZ4007: " + named, "Failure");
      Path keys = server.folder.resolve("jwks.json");
      Files.writeString(keys, new Tokens().jwks());
      recorded(server, "Keys", "the keys of " + keys + " were read again", "Success");
      Files.writeString(keys, "{}");
      recorded(server, "Keys", "the keys of " + keys + " can't be used", "Failure");
    }
    plan.policy = Policies.P0 + "coverage: {acknowledge: [" + debugger + "]}\n";
    try (Server server = Server.start(plan)) {
      server.awaitStderr("bartizan: acknowledged: port " + debugger);
      assertEquals(0, awaitDoctor(java, server, "acknowledged  port " + debugger).exit());
      assertFalse(server.stderr().contains("BZ4007"), server.stderr());
    }
  }

  /** The event that is no request: OCSF's Application Lifecycle (6002), with what it needs. */
  private static void recorded(Server server, String activity, String detail, String status)
      throws Exception {
    JsonNode event =
        server.await(
            e ->
                e.path("activity_name").asText().equals(activity)
                    && e.path("status_detail").asText().startsWith(detail));
    assertEquals(6002, event.path("class_uid").asInt(), event.toString());
    assertEquals(600_299, event.path("type_uid").asInt(), event.toString());
    assertEquals(99, event.path("activity_id").asInt(), event.toString());
    assertEquals(status, event.path("status").asText(), event.toString());
    assertEquals("1.6.0", event.path("metadata").path("version").asText());
    assertFalse(event.path("app").path("name").asText().isEmpty(), event.toString());
    assertFalse(event.path("policy").path("uid").asText().isEmpty(), event.toString());
    assertTrue(event.path("metadata").path("sequence").asLong() > 0, event.toString());
  }

  @Test
  void doctor_ofAServerWithoutTheAgent_findsAllItsPortsUnprotected() throws Exception {
    Server.Plan plan = plan("tomcat9");
    plan.agent = false;
    try (Server server = Server.start(plan)) {
      Cli said = doctor(server);
      assertEquals(7, said.exit(), said.toString());
      assertTrue(
          said.out().contains("port " + server.port() + " listens and the agent is not there"),
          said.out());
    }
  }

  @Test
  void doctor_whileObserving_isNotWell() throws Exception {
    Server.Plan plan = plan("tomcat9");
    plan.policy = Policies.P0.replace("version: 1", "version: 1\nmode: observe");
    try (Server server = Server.start(plan)) {
      Cli said = awaitDoctor(plan.java, server, "tomcat http port " + server.port());
      assertEquals(7, said.exit(), said.toString());
      assertTrue(said.out().contains("mode observe: nothing is refused"), said.out());
    }
  }
}
