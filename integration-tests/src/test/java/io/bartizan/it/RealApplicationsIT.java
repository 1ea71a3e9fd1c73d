package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Programs that nobody here wrote, from their makers' artifacts, started as their users do. */
@Execution(ExecutionMode.CONCURRENT)
class RealApplicationsIT {

  private final Tokens tokens = new Tokens();

  RealApplicationsIT() throws Exception {}

  /** Its Jetty and its servlet API are below {@code wiremock.}: java -jar ... --port N. */
  @Test
  void wiremock_startsUnderTheFlag() throws Exception {
    Application.Plan plan = new Application.Plan("wiremock", Policies.P0, tokens.jwks());
    plan.java(
        "-jar",
        Application.shipped("wiremock-standalone.jar").toString(),
        "--bind-address",
        "127.0.0.1",
        "--port",
        Integer.toString(plan.port));
    try (Application wiremock = Application.start(plan)) {
      assertTrue(Raw.get(wiremock.port(), "/__admin/mappings").status() > 0, wiremock.log());
      assertEquals(List.of(), wiremock.audit().stream().filter(e -> e.isEmpty()).toList());
      assertFalse(wiremock.log().contains("Exception"), wiremock.log());
    }
  }
}
