package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OpenTelemetry agent weaves the same servers; who comes first changes no decision. */
class OpenTelemetryIT {

  private static final List<String> SILENT =
      List.of(
          "-Dotel.traces.exporter=none",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none");

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "tomcat9, before",
    "tomcat9, after",
    "tomcat10, before",
    "tomcat10, after",
    "jetty94, before",
    "jetty94, after",
    "jetty12-ee10, before",
    "jetty12-ee10, after"
  })
  void openTelemetry_beforeOrAfter_changesNoDecision(String name, String place) throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    String other = "-javaagent:" + Places.others().resolve("opentelemetry-javaagent.jar");
    (place.equals("before") ? plan.before : plan.flags).add(other);
    plan.flags.addAll(SILENT);
    try (Server server = Server.start(plan)) {
      Guarded.check(server, tokens);
      String stderr = server.stderr();
      assertTrue(stderr.contains("opentelemetry-javaagent - version"), "it is there: " + stderr);
    }
  }
}
