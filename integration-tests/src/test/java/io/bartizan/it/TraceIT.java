package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** One user's action, followed through three services by nothing but their audit trails. */
class TraceIT {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static Server start(String server, Tokens tokens, String trace) throws Exception {
    Server.Plan plan = new Server.Plan(server);
    plan.jwks = tokens.jwks();
    plan.policy = Policies.P0 + "audit: {file: bartizan-audit.ndjson, trace: " + trace + "}\n";
    return Server.start(plan);
  }

  private static String call(Server next, String path) {
    String to = "http://127.0.0.1:" + next.port() + path;
    return "/public/call?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
  }

  private static JsonNode record(Server server, String path, String trace) throws Exception {
    return server.await(
        e ->
            e.path("metadata").path("correlation_uid").asText().equals(trace)
                && e.path("http_request").path("url").path("path").asText().equals(path));
  }

  private static void follows(JsonNode caller, JsonNode called) {
    assertEquals(
        caller.path("metadata").path("uid"), called.path("unmapped").path("caller_decision"));
    assertEquals(
        caller.path("trace").path("span").path("uid"),
        called.path("trace").path("span").path("parent_uid"));
  }

  @Test
  void action_throughThreeServices_isFollowedByTheirTrails() throws Exception {
    Tokens tokens = new Tokens();
    String user = "Authorization: Bearer " + tokens.of("user");
    try (Server first = start("tomcat9", tokens, "forward");
        Server second = start("tomcat10", tokens, "forward");
        Server third = start("undertow2", tokens, "forward")) {
      String whole = call(second, call(third, "/admin/a"));
      // Refused at the third: the caller sees it, and the trail tells on whose way.
      Raw.Reply reply =
          Raw.get(
              first.port(),
              whole,
              user,
              "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01",
              "tracestate: rojo=1");
      assertEquals(403, reply.status(), reply.text + first.stderr());
      JsonNode one = record(first, "/public/call", TRACE);
      JsonNode two = record(second, "/public/call", TRACE);
      JsonNode three = record(third, "/admin/a", TRACE);
      assertEquals("00f067aa0ba902b7", one.path("unmapped").path("parent_span").asText());
      follows(one, two);
      follows(two, three);
      assertEquals("REFUSED", three.path("unmapped").path("outcome").asText());
      for (JsonNode record : new JsonNode[] {one, two, three}) {
        assertEquals("alice", record.path("actor").path("user").path("uid").asText());
      }

      // A malformed one joins nothing: the trace begins at the first, and goes on all the same.
      Raw.get(first.port(), call(second, "/public/b"), "traceparent: 00-" + TRACE + "-0-01");
      JsonNode called =
          second.await(
              e -> e.path("http_request").path("url").path("path").asText().equals("/public/b"));
      String begun = called.path("metadata").path("correlation_uid").asText();
      assertNotEquals(TRACE, begun);
      follows(record(first, "/public/call", begun), called);

      // A refused credential is a record of another class, and of the same trace.
      Raw.get(
          third.port(),
          "/public/c",
          "Authorization: Bearer forged",
          "traceparent: 00-" + TRACE + "-00f067aa0ba902b7-01");
      JsonNode forged =
          third.await(
              e ->
                  e.path("class_uid").asInt() == 3002
                      && e.path("metadata").path("correlation_uid").asText().equals(TRACE));
      assertEquals("00f067aa0ba902b7", forged.path("unmapped").path("parent_span").asText());
    }
  }

  /** By default the application sees the headers that came, and no others. */
  @Test
  void trace_ofAServerThatOnlyRecords_isLeftToTheApplication() throws Exception {
    Tokens tokens = new Tokens();
    try (Server server = start("tomcat9", tokens, "record")) {
      Raw.get(server.port(), call(server, "/public/b"));
      JsonNode caller = server.await(e -> path(e).equals("/public/call"));
      JsonNode called = server.await(e -> path(e).equals("/public/b"));
      assertNotEquals(
          caller.path("metadata").path("correlation_uid"),
          called.path("metadata").path("correlation_uid"));
      assertEquals("", called.path("unmapped").path("caller_decision").asText());
    }
  }

  private static String path(JsonNode record) {
    return record.path("http_request").path("url").path("path").asText();
  }
}
