package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Resources of JAX-RS: rules that name handlers, role annotations, and ways around paths. */
class JaxRsIT {

  private static final int ADMIN = 0;
  private static final int PUBLIC = 1;
  private static final int OPS = 2;
  private static final int REQUESTS = 4;
  private static final String APP = "io.bartizan.testapp.";

  private final Tokens tokens = tokens();

  private static Tokens tokens() {
    try {
      return new Tokens();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  static List<String> servers() {
    return RestServers.folders();
  }

  static List<String> servletServers() {
    return RestServers.onServlets();
  }

  private Server start(String name, String policy) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.policy = policy;
    plan.jwks = tokens.jwks();
    return Server.start(plan);
  }

  private String bearer(String kind) throws Exception {
    return "Authorization: Bearer " + tokens.of(kind);
  }

  /** The one record of the one request of a connection. */
  private static JsonNode record(Server server, Raw.Reply reply) throws Exception {
    JsonNode record =
        server.await(e -> e.path("src_endpoint").path("port").asInt() == reply.clientPort);
    long count =
        server.audit().stream()
            .filter(e -> e.path("src_endpoint").path("port").asInt() == reply.clientPort)
            .count();
    assertEquals(1, count, "decided and recorded once");
    return record;
  }

  private static void permitted(Server server, Raw.Reply reply, String rule, String handler)
      throws Exception {
    assertEquals(200, reply.status(), reply.text + server.stderr());
    JsonNode record = record(server, reply);
    assertEquals("PERMITTED", record.path("unmapped").path("outcome").asText(), record.toString());
    assertEquals(rule, record.path("firewall_rule").path("name").asText());
    assertEquals(APP + handler, record.path("unmapped").path("handler").asText());
    assertEquals(1, server.counts(reply.clientPort)[REQUESTS]);
  }

  private static JsonNode refused(Server server, Raw.Reply reply, int status) throws Exception {
    assertEquals(status, reply.status(), reply.text + server.stderr());
    assertEquals(1, reply.responses(), reply.text);
    if (status != 404) {
      assertTrue(reply.text.contains("\"decision\":\""), reply.text);
    }
    assertEquals(0, server.counts(reply.clientPort)[REQUESTS], reply.text);
    JsonNode record = record(server, reply);
    assertEquals("REFUSED", record.path("unmapped").path("outcome").asText(), record.toString());
    assertEquals(status, record.path("http_response").path("code").asInt(), record.toString());
    return record;
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("servers")
  void denyOfAHandler_holdsWhateverLedToIt(String name) throws Exception {
    try (Server server = start(name, Policies.HANDLER_DENIED)) {
      int port = server.port();
      Raw.Reply page = Raw.get(port, "/rs/public/a");
      permitted(server, page, "rest", "PublicResource#get");
      JsonNode unmapped = record(server, page).path("unmapped");
      assertEquals("/rs/public/{page}", unmapped.path("route").asText());
      permitted(server, Raw.get(port, "/rs/public/items/7"), "rest", "ItemResource#get");
      String[][] ways = {
        {"/rs/admin/secret"},
        {"/rs/admin/secret/"},
        {"/rs/admin/items/7"},
        {"/rs/public/door/secret"},
        {"/rs/public/a", "X-Test-Rewrite: admin/secret"},
      };
      for (String[] way : ways) {
        String more = way.length > 1 ? way[1] : "X-None: x";
        Raw.Reply anonymous = Raw.get(port, way[0], more);
        if (anonymous.status() != 404) {
          JsonNode record = refused(server, anonymous, 401);
          assertEquals("admin-resource", record.path("firewall_rule").path("name").asText());
          assertFalse(anonymous.text.contains("admin-resource"), "names no rule");
          refused(server, Raw.get(port, way[0], more, bearer("user")), 403);
          Raw.Reply admin = Raw.get(port, way[0], more, bearer("admin"));
          assertEquals(200, admin.status(), way[0] + admin.text);
          assertEquals(1, server.counts(admin.clientPort)[ADMIN], way[0]);
        }
        assertEquals(0, server.counts(anonymous.clientPort)[ADMIN], way[0]);
      }
      Raw.Reply method =
          Raw.get(port, "/rs/admin/secret", "X-Test-Method: DELETE", bearer("admin"));
      refused(server, method, 403);
      covered(server);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("servletServers")
  void asynchronousResources_keepTheirPermit(String name) throws Exception {
    try (Server server = start(name, Policies.HANDLER_ALLOWED)) {
      for (String kind : new String[] {"async", "stage"}) {
        Raw.Reply reply = Raw.get(server.port(), "/rs/public/" + kind);
        permitted(server, reply, "page", "PublicResource#" + kind);
        assertTrue(reply.text.contains("rest " + kind), reply.text);
      }
      covered(server);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("servers")
  void allowOfAHandler_isSettledWhereTheHandlerIsKnown(String name) throws Exception {
    try (Server server = start(name, Policies.HANDLER_ALLOWED)) {
      int port = server.port();
      permitted(server, Raw.get(port, "/rs/orders/7"), "order", "OrdersResource#get");
      permitted(server, Raw.get(port, "/rs/public/items/abc"), "items", "ItemResource#get");
      Raw.Reply other = Raw.get(port, "/rs/orders/all");
      JsonNode record = refused(server, other, 401);
      assertTrue(
          record.path("status_detail").asText().startsWith("no rule allows this handler"),
          record.toString());
      assertEquals(APP + "OrdersResource#all", record.path("unmapped").path("handler").asText());
      refused(server, Raw.get(port, "/rs/orders/all", bearer("user")), 403);
      refused(server, Raw.get(port, "/rs/public/a", "X-Test-Rewrite: orders/all"), 401);
      Raw.Reply missing = Raw.get(port, "/rs/nowhere");
      // These send their own answer off before anybody could replace it.
      JsonNode nowhere = refused(server, missing, leavesAtOnce(name) ? 404 : 401);
      assertTrue(
          nowhere.path("status_detail").asText().startsWith("no handler reached"),
          nowhere.toString());
      assertEquals(401, Raw.request(port, "POST", "/rs/orders/7").status());
      covered(server);
    }
  }

  private static boolean leavesAtOnce(String name) {
    return name.startsWith("cxf") || name.endsWith("jdkhttp");
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("servletServers")
  void provisionalPermit_opensFiltersAndDispatchingServletsOnly(String name) throws Exception {
    try (Server server = start(name, Policies.HANDLER_ALLOWED)) {
      int port = server.port();
      Raw.Reply filter = Raw.get(port, "/rs/orders/7", "X-Test-Filter: answer");
      refused(server, filter, 401);
      assertFalse(filter.text.contains("answered by a filter"), filter.text);
      refused(server, Raw.get(port, "/ops/a"), 401);
      Raw.Reply beyond = Raw.get(port, "/public/forward?to=/rs/orders/all");
      assertEquals(401, beyond.status(), beyond.text);
      assertEquals(0, server.counts(beyond.clientPort)[OPS]);
      assertEquals(1, server.counts(beyond.clientPort)[PUBLIC]);
      JsonNode record = record(server, beyond);
      assertEquals("PERMITTED", record.path("unmapped").path("outcome").asText());
      assertEquals(1, record.path("unmapped").path("notes").size(), record.toString());
      Raw.Reply within = Raw.get(port, "/public/forward?to=/rs/orders/7");
      assertEquals(200, within.status(), within.text);
      covered(server);
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("servers")
  void roleAnnotations_bindByOneLine(String name) throws Exception {
    try (Server server = start(name, Policies.ROLES)) {
      int port = server.port();
      assertEquals(200, Raw.get(port, "/rs/roles/open").status(), server.stderr());
      String[][] expected = {
        {"admin", "401", "403", "200"},
        {"user", "401", "200", "200"},
        {"nobody", "401", "403", "403"},
        {"price/7", "401", "403", "200"},
      };
      for (String[] row : expected) {
        String path = "/rs/roles/" + row[0];
        answered(server, Raw.get(port, path), row[1]);
        answered(server, Raw.get(port, path, bearer("user")), row[2]);
        answered(server, Raw.get(port, path, bearer("admin")), row[3]);
      }
      covered(server);
    }
    try (Server server = start(name, Policies.ROLES.replace("enforce", "ignore"))) {
      assertEquals(200, Raw.get(server.port(), "/rs/roles/admin").status());
      assertEquals(200, Raw.get(server.port(), "/rs/roles/nobody").status());
    }
  }

  private static void answered(Server server, Raw.Reply reply, String status) throws Exception {
    assertEquals(status, Integer.toString(reply.status()), reply.text);
    if (!status.equals("200")) {
      JsonNode record = refused(server, reply, Integer.parseInt(status));
      assertTrue(
          record.path("status_detail").asText().startsWith("role annotation"), record.toString());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @MethodSource("servers")
  void guardThatFails_answers503AndLetsNothingIn(String name) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.policy = Policies.HANDLER_DENIED;
    plan.jwks = tokens.jwks();
    plan.faults = true;
    try (Server server = Server.start(plan)) {
      warm(server);
      for (String place : onTheWay(server)) {
        String kind = new String[] {"exception", "linkage", "stack"}[place.length() % 3];
        server.ask("fault " + place + " " + kind);
        Raw.Reply reply = Raw.get(server.port(), "/rs/public/a");
        assertEquals("fault fired", server.ask("fault off"), place);
        assertEquals(503, reply.status(), place + " " + kind + ": " + reply.text);
        assertEquals(1, reply.responses(), place + " " + kind + ": " + reply.text);
        assertEquals(0, server.counts(reply.clientPort)[REQUESTS], place);
        // What fails before there is a decision leaves no record of one, and the record of a
        // request that can't even be described can't be told by its port.
        if (!place.matches(".*(Choke|Exchange|Beginning)[.].*")) {
          JsonNode record = record(server, reply);
          String outcome = record.path("unmapped").path("outcome").asText();
          assertEquals("REFUSED", outcome, place + ": " + record);
        }
      }
      assertEquals(200, Raw.get(server.port(), "/rs/public/a").status(), "it heals");
    }
  }

  /** The methods of the guard that a permitted request runs through, and what it asks. */
  private static List<String> onTheWay(Server server) throws Exception {
    server.ask("fault record permit");
    assertEquals(200, Raw.get(server.port(), "/rs/public/a").status());
    String list = server.ask("fault list").substring("fault ".length());
    List<String> places =
        Arrays.stream(list.split(" "))
            // An earlier request may end while this one is watched.
            .filter(place -> !place.matches(".*[.](leave|status|bytesSent|committed|lambda.*)"))
            .filter(
                place ->
                    place.startsWith("io.bartizan.jaxrs.")
                        || place.startsWith("io.bartizan.policy.LateAttributes.")
                        || place.equals("io.bartizan.engine.Course.reach"))
            .toList();
    assertTrue(places.size() > 12, list);
    return places;
  }

  /** With the fault agent, or on a busy machine, the first decisions are over their second. */
  private static void warm(Server server) throws Exception {
    int status = 0;
    for (int i = 0; i < 20 && status != 200; i++) {
      status = Raw.get(server.port(), "/rs/public/a").status();
    }
    assertEquals(200, status, server.stderr());
  }

  private static void covered(Server server) throws Exception {
    assertEquals("0", server.jmx("EntriesMinusPermits"));
    assertEquals("0", server.jmx("UnprotectedTotal"));
    assertFalse(server.stderr().contains("failed"), server.stderr());
  }
}
