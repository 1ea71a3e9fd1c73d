package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions of the built jar, on a server: what the request has, and what its handler is. */
class ConditionsIT {

  private static final String APP = "io.bartizan.testapp.";

  private static void outcome(
      Server server, Raw.Reply reply, int status, String outcome, String rule) throws Exception {
    assertEquals(status, reply.status(), reply.text + server.stderr());
    JsonNode record =
        server.await(e -> e.path("src_endpoint").path("port").asInt() == reply.clientPort);
    assertEquals(outcome, record.path("unmapped").path("outcome").asText(), record.toString());
    assertEquals(rule, record.path("firewall_rule").path("name").asText(), record.toString());
    assertEquals(status == 200 ? 1 : 0, server.counts(reply.clientPort)[4], reply.text);
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(strings = {"jersey2-tomcat9", "jersey2-netty"})
  void conditions_overRequestTokenAndHandler_decide(String name) throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan(name);
    plan.policy = Policies.CONDITIONS;
    plan.jwks = tokens.jwks();
    String ada = "Authorization: Bearer " + tokens.of("user");
    String shop = "X-Tenant: shop";
    try (Server server = Server.start(plan)) {
      int port = server.port();
      String own = "/rs/public/alice?page=2&q=%C3%A9";
      outcome(server, Raw.get(port, own, ada, shop), 200, "PERMITTED", "own");
      String[][] others = {
        {"/rs/public/other?page=2&q=%C3%A9", ada, shop},
        {"/rs/public/alice?page=3&q=%C3%A9", ada, shop},
        {"/rs/public/alice?page=2&page=2&q=%C3%A9", ada, shop},
        {"/rs/public/alice?page=2&q=%C3", ada, shop},
        {own, ada, "X-Tenant: other"},
        {own, ada, "X-None: shop"},
        {own, ada, "X-Tenant: shop\r\nX-Tenant: shop"},
      };
      for (String[] other : others) {
        outcome(server, Raw.get(port, other[0], other[1], other[2]), 403, "REFUSED", "");
      }
      outcome(server, Raw.get(port, own, shop), 401, "REFUSED", "");
      Raw.Reply item = Raw.get(port, "/rs/public/items/7");
      outcome(server, item, 200, "PERMITTED", "item");
      JsonNode record =
          server.await(e -> e.path("src_endpoint").path("port").asInt() == item.clientPort);
      assertEquals(APP + "ItemResource#get", record.path("unmapped").path("handler").asText());
      outcome(server, Raw.get(port, "/rs/admin/items/7"), 401, "REFUSED", "");
      outcome(server, Raw.get(port, "/rs/public/items/8"), 401, "REFUSED", "not-8");
      assertEquals("0", server.jmx("EntriesMinusPermits"));
    }
  }
}
