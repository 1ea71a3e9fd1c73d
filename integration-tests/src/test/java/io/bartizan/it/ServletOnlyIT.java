package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A container whose choke point is not woven: the portable guard decides, and that is told. */
class ServletOnlyIT {

  @Test
  void walk_onAContainerWithoutAChokePoint_isDecidedAtItsServlets() throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan("renamed-grizzly");
    plan.jwks = tokens.jwks();
    try (Server server = Server.start(plan)) {
      String admin = "Authorization: Bearer " + tokens.of("admin");
      int port = server.port();
      assertEquals(200, Raw.get(port, "/public/a").status());
      Raw.Reply anonymous = Raw.get(port, "/admin/a");
      assertEquals(401, anonymous.status());
      assertEquals(0, server.counts(anonymous.clientPort)[4]);
      assertEquals(200, Raw.get(port, "/admin/a", admin).status());
      assertEquals(400, Raw.get(port, "/public/..;/admin/a").status());
      for (String way : new String[] {"forward", "async", "include"}) {
        Raw.Reply beyond = Raw.get(port, "/public/" + way + "?to=/admin/a");
        assertEquals(0, server.counts(beyond.clientPort)[0], way);
        assertEquals(1, server.counts(beyond.clientPort)[4], way);
      }
      server.awaitStderr("(servlet-only coverage)");
      assertEquals(1, server.stderr().split("active: servlet", -1).length - 1, "told once");
      // It is told, and wakes nobody: all that comes there is decided.
      server.await(
          e ->
              e.path("activity_name").asText().equals("Coverage")
                  && e.path("status_id").asInt() == 1);
      assertEquals(
          0,
          server.audit().stream()
              .filter(e -> e.path("severity_id").asInt() > 3)
              .peek(e -> System.out.println("grave: " + e))
              .count());
      server.await(
          e ->
              e.path("unmapped").path("outcome").asText().equals("PERMITTED")
                  && e.path("actor").path("user").path("uid").asText().equals("root"));
      long permits =
          server.audit().stream()
              .filter(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"))
              .count();
      assertTrue(permits >= 2, "permits: " + permits);
    }
  }
}
