package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web application, with a class loader of its own, that comes and goes while a server runs. */
class RedeployIT {

  private static final int ROUNDS = 50;

  /** The one that is deployed, and one that a thread of the container may still be done with. */
  private static final int ALIVE = 2;

  private static final String POLICY =
      Policies.P0 + "  - {name: again, allow: {path: '/again/**'}, who: [admin]}\n";

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"tomcat9", "tomcat10", "jetty94", "jetty12-ee8", "jetty12-ee10"})
  void f41_fiftyRedeploys_stayProtectedAndLeakNoClassLoader(String name) throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan(name);
    plan.policy = POLICY;
    plan.jwks = tokens.jwks();
    plan.flags.add("-Dtestapp.webapp=" + Places.webapp(name));
    try (Server server = Server.start(plan)) {
      String bearer = "Authorization: Bearer " + tokens.of("admin");
      for (int i = 0; i < ROUNDS; i++) {
        assertEquals("redeployed", server.ask("redeploy"), server.stderr());
        protectedHere(server, bearer, i);
      }
      int alive = Integer.parseInt(server.ask("loaders " + ALIVE).substring("loaders ".length()));
      assertTrue(alive <= ALIVE, alive + " of " + ROUNDS + " class loaders are alive");
      assertTrue(alive >= 1, "the one that is deployed must be seen, or nothing was counted");
      assertEquals("jmx 0", server.ask("jmx EntriesMinusPermits"));
      assertEquals("jmx 0", server.ask("jmx UnprotectedTotal"));
      assertFalse(server.stderr().contains("BZ40"), server.stderr());
    }
  }

  private static void protectedHere(Server server, String bearer, int round) throws Exception {
    String host = "Host: app.it\r\n";
    String anonymous = "GET /again/a HTTP/1.1\r\n" + host + "\r\n";
    String permitted = "GET /again/a HTTP/1.1\r\n" + host + bearer + "\r\n\r\n";
    String later = "GET /again/a?async=1 HTTP/1.1\r\n" + host + bearer + "\r\n\r\n";
    String last = "GET /again/a HTTP/1.1\r\n" + host + bearer + "\r\nConnection: close\r\n\r\n";
    Raw.Reply reply =
        Raw.send(server.port(), anonymous + permitted + later + permitted + last, 5000);
    String what = "round " + round + ": " + reply.text;
    assertEquals(5, reply.responses(), what);
    assertEquals(401, reply.status(), what);
    assertEquals(4, reply.text.split("HTTP/1.1 200", -1).length - 1, what);
    assertEquals(3, reply.text.split("hello 1048576", -1).length - 1, what);
    assertEquals(1, reply.text.split("hello later", -1).length - 1, what);
  }
}
