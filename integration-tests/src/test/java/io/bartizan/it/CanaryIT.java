package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request that the agent sends to itself through each connector. */
class CanaryIT {

  private static Server.Plan plan(String server, String second) throws Exception {
    Server.Plan plan = new Server.Plan(server);
    plan.flags.add("-Dtestapp.second=" + second);
    return plan;
  }

  private static int second(Server server) throws Exception {
    return Integer.parseInt(server.ask("second").substring("second ".length()));
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"tomcat85", "tomcat9", "tomcat11", "jetty94", "jetty11", "jetty12-ee8"})
  void canary_ofAProtectedConnector_isRefusedAndRecordedAsWhatItIs(String name) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.policy =
        Policies.P3 + "limits:\n  - {name: all, key: client.address, rate: 1/1h, burst: 1}\n";
    try (Server server = Server.start(plan)) {
      JsonNode event = server.await(CanaryIT::ofTheConnector);
      assertEquals("REFUSED", event.path("unmapped").path("outcome").asText());
      assertEquals(403, event.path("http_response").path("code").asInt());
      String path = event.path("http_request").path("url").path("path").asText();
      assertTrue(path.matches("/\\.bartizan-canary/[0-9a-f]{32}"), event.toString());
      Guarded.covered(server, "canary refused");
      JsonNode inside =
          server.await(e -> e.path("http_request").path("http_method").asText().equals("HEAD"));
      assertEquals("start-up canary", inside.path("status_detail").asText(), inside.toString());
      assertEquals("jmx 0", server.ask("jmx Failures"), server.stderr());
      assertEquals(
          200, Raw.get(server.port(), "/public/a").status(), "the canary took nobody's place");
      assertEquals(429, Raw.get(server.port(), "/public/a").status());
      // The path is good for one canary; whoever learns it later learns nothing.
      assertEquals(429, Raw.get(server.port(), path).status());
      assertEquals(1, canaries(server).size());
    }
  }

  private static List<JsonNode> canaries(Server server) throws Exception {
    return server.audit().stream().filter(CanaryIT::ofTheConnector).toList();
  }

  /** The guard has one too, which comes through no socket. */
  private static boolean ofTheConnector(JsonNode event) {
    return event.path("status_detail").asText().equals("start-up canary")
        && event.path("http_request").path("http_method").asText().equals("GET");
  }

  @Test
  void canary_whileObserving_isRefusedAllTheSame() throws Exception {
    Server.Plan plan = new Server.Plan("tomcat10");
    plan.flags.add("-Dbartizan.mode=observe");
    try (Server server = Server.start(plan)) {
      Guarded.covered(server, "canary refused");
      server.await(
          e ->
              e.path("status_detail").asText().equals("start-up canary")
                  && e.path("unmapped").path("outcome").asText().equals("REFUSED"));
      assertEquals("jmx 0", server.ask("jmx OpenPermits"));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"tomcat9", "tomcat11", "jetty94", "jetty11"})
  void connectorThatAnswersByItself_isStoppedAndTheGateShut(String name) throws Exception {
    try (Server server = Server.start(plan(name, "own"))) {
      server.awaitStderr("bartizan: stopped: ");
      int second = second(server);
      assertThrows(
          ConnectException.class, () -> Raw.get(second <= 0 ? 1 : second, "/"), "it listens");
      Raw.Reply refused = Raw.get(server.port(), "/public/a");
      assertEquals(503, refused.status(), refused.text);
      assertEquals(0, server.counts(refused.clientPort)[4]);
      server.await(e -> e.path("status_detail").asText().startsWith("the gate is shut: "));
      String stderr = server.stderr();
      assertEquals(1, stderr.split("error BZ4005", -1).length - 1, stderr);
      assertTrue(server.ask("jmx Coverage").contains("NOT PROTECTED"));
      assertTrue(server.ask("jmx Health").contains("NOT PROTECTED"));
    }
  }

  @Test
  void connectorThatAnswersByItself_isToldWhileObserving() throws Exception {
    Server.Plan plan = plan("tomcat9", "own");
    plan.flags.add("-Dbartizan.mode=observe");
    try (Server server = Server.start(plan)) {
      server.awaitStderr("error BZ4005");
      assertTrue(Raw.get(second(server), "/").text.endsWith("answered around"));
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
      assertTrue(server.ask("jmx Coverage").contains("NOT PROTECTED"));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"tomcat85", "tomcat10", "jetty94", "jetty11", "jetty12-ee10"})
  void canary_overTls_findsItsWay(String name) throws Exception {
    try (Server server = Server.start(keyed(plan(name, "tls"), "DNS:shop.test"))) {
      String coverage = Guarded.covered(server, " https port ");
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (coverage.split("canary refused", -1).length < 3 && System.nanoTime() < until) {
        coverage = server.ask("jmx Coverage");
      }
      assertEquals(2, coverage.split("canary refused", -1).length - 1, coverage);
      assertFalse(server.stderr().contains("BZ40"), server.stderr());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"tomcat9, mtls", "jetty94, mtls", "jetty94, small", "jetty12-ee10, mtls"})
  void canary_thatNobodyAnswers_isToldAndHoldsNothingUp(String name, String second)
      throws Exception {
    try (Server server = Server.start(keyed(plan(name, second), "DNS:shop.test"))) {
      server.awaitStderr("warning BZ4006");
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
      Guarded.covered(server, "canary unanswered");
      assertEquals("jmx good", server.ask("jmx Health"));
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({"tomcat9, ajp", "jetty94, proxy", "jetty12-ee10, proxy"})
  void connectorOfAnotherProtocol_isNotAsked(String name, String second) throws Exception {
    try (Server server = Server.start(plan(name, second))) {
      Guarded.covered(server, "canary refused");
      String coverage = server.ask("jmx Coverage");
      assertTrue(coverage.contains(" " + second) || coverage.contains("[" + second), coverage);
      assertFalse(server.stderr().contains("BZ40"), server.stderr());
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
    }
  }

  /** With a key, a certificate of the names given, and itself as the one that it trusts. */
  private static Server.Plan keyed(Server.Plan plan, String names) throws Exception {
    Path folder = Files.createTempDirectory(Files.createDirectories(Places.target()), "keys-");
    String store = folder.resolve("keys.p12").toString();
    String certificate = folder.resolve("server.pem").toString();
    String trust = folder.resolve("trust.p12").toString();
    keytool(
        store,
        ("-genkeypair -alias server -keyalg RSA -dname CN=shop.test -ext SAN=" + names).split(" "));
    keytool(store, "-exportcert", "-rfc", "-alias", "server", "-file", certificate);
    keytool(trust, "-importcert", "-noprompt", "-alias", "server", "-file", certificate);
    plan.flags.add("-Dtestapp.keystore=" + store);
    plan.flags.add("-Dtestapp.truststore=" + trust);
    return plan;
  }

  private static void keytool(String store, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store, "-storetype", "PKCS12", "-storepass", "changeit"));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
  }
}
