package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tomcat's RewriteValve sends a request through parsing again: it is decided again. */
class RewriteIT {

  @ParameterizedTest
  @ValueSource(strings = {"tomcat9", "tomcat10"})
  void rewrittenRequest_isDecidedForWhereItGoesAndRecordedOnce(String name) throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    try (Server server = Server.start(plan)) {
      Raw.Reply moved = Raw.get(server.port(), "/public/moved");
      assertEquals(200, moved.status(), moved.text);
      Raw.Reply beyond = Raw.get(server.port(), "/public/rewritten");
      assertEquals(0, server.counts(beyond.clientPort)[4], beyond.text);
      assertEquals(401, beyond.status(), beyond.text);
      String admin = "Authorization: Bearer " + tokens.of("admin");
      Raw.Reply allowed = Raw.get(server.port(), "/public/rewritten", admin);
      assertEquals(1, server.counts(allowed.clientPort)[0], allowed.text);
      server.await(e -> e.path("actor").path("user").path("uid").asText().equals("root"));
      for (Raw.Reply reply : new Raw.Reply[] {moved, allowed}) {
        long permits =
            server.audit().stream()
                .filter(e -> e.path("src_endpoint").path("port").asInt() == reply.clientPort)
                .filter(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"))
                .count();
        assertEquals(1, permits, "one request, one record");
      }
    }
  }
}
