package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole walk of requests, on every server that runs on a Java, on every Java. */
class WalkIT {

  static Stream<Arguments> serversOnJavas() {
    return onJavas(server -> true);
  }

  static Stream<Arguments> servletsOnJavas() {
    return onJavas(Servers::servlets);
  }

  private static Stream<Arguments> onJavas(Predicate<Servers> meant) {
    List<Arguments> all = new ArrayList<>();
    for (Map.Entry<Integer, Path> jdk : Places.jdks().entrySet()) {
      for (Servers server : Servers.values()) {
        if (meant.test(server) && jdk.getKey() >= server.java) {
          all.add(Arguments.of(server.folder, jdk.getKey(), jdk.getValue()));
        }
      }
    }
    return all.stream();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} on Java {1}")
  @MethodSource("servletsOnJavas")
  void walk_fromSocketToAuditTrail(String name, int version, Path java) throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = new Server.Plan(name);
    plan.java = java;
    plan.policy = Policies.WALK;
    plan.jwks = tokens.jwks();
    try (Server server = Server.start(plan)) {
      started(server, name);
      identified(server, tokens);
      dispatched(server, tokens);
      unread(server);
      limited(server, tokens);
      recorded(server);
      covered(server);
      Proven.embedded(name, server, version, "HTTP/1.1");
      server.ask("stop");
    }
  }

  private static void started(Server server, String name) throws Exception {
    String stderr = server.stderr();
    assertEquals(1, stderr.split("bartizan: version ", -1).length - 1, stderr);
    String kind = name.startsWith("tomcat") ? "tomcat" : "jetty";
    assertTrue(stderr.contains("bartizan: active: " + kind + " "), stderr);
    assertTrue(stderr.contains("mode enforce"), stderr);
    assertTrue(stderr.contains(" rules, audit to "), stderr);
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  private static void covered(Server server) throws Exception {
    assertEquals("jmx 0", server.ask("jmx EntriesMinusPermits"));
    assertEquals("jmx 0", server.ask("jmx UnprotectedTotal"));
    assertNotEquals("jmx 0", server.ask("jmx Entries"));
    Guarded.covered(server, "canary refused");
    assertFalse(server.stderr().contains("BZ40"), server.stderr());
    assertFalse(server.stderr().contains("[bartizan-guard-probe] ERROR"), server.stderr());
  }

  private static void identified(Server server, Tokens tokens) throws Exception {
    int port = server.port();
    Raw.Reply anonymous = Raw.get(port, "/admin/a");
    assertEquals(401, anonymous.status());
    assertEquals("Bearer realm=\"corpus\"", anonymous.header("WWW-Authenticate"));
    assertEquals("application/problem+json", anonymous.header("Content-Type"));
    assertEquals("no-store", anonymous.header("Cache-Control"));
    assertTrue(anonymous.text.contains("\"decision\":\""), anonymous.text);
    assertFalse(anonymous.text.contains("\"admin\""), "names no rule");
    Raw.Reply page = Raw.get(port, "/admin/a", "Accept: text/html,*/*;q=0.8");
    assertTrue(page.header("Content-Type").startsWith("text/html"), page.text);

    assertEquals(200, Raw.get(port, "/admin/a", bearer(tokens.of("admin"))).status());
    Raw.Reply wrongRole = Raw.get(port, "/admin/a", bearer(tokens.of("user")));
    assertEquals(403, wrongRole.status());
    Raw.Reply expired = Raw.get(port, "/admin/a", bearer(tokens.of("expired")));
    assertEquals(401, expired.status());
    assertTrue(expired.header("WWW-Authenticate").contains("invalid_token"), expired.text);
    String token = tokens.of("admin");
    String tampered = token.substring(0, token.length() - 8) + "AAAAAAAA";
    assertEquals(401, Raw.get(port, "/admin/a", bearer(tampered)).status());
    assertEquals(401, Raw.get(port, "/public/a", bearer("x.y.z")).status(), "also where public");
    assertEquals(200, Raw.get(port, "/public/a", "Authorization: Basic YTpi").status());
    assertEquals(200, Raw.request(port, "HEAD", "/public/a").status());
    assertEquals(401, Raw.request(port, "POST", "/public/a").status());
    Raw.Reply socket =
        Raw.send(
            port,
            "GET /admin/ws HTTP/1.1\r\nHost: app.it\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            1000);
    assertEquals(401, socket.status());
  }

  private static void dispatched(Server server, Tokens tokens) throws Exception {
    int port = server.port();
    assertEquals(400, Raw.get(port, "/public/..;/admin/a").status());
    assertEquals(400, Raw.get(port, "/public/%2e%2e/admin/a").status());
    for (String way : new String[] {"forward?to=", "async?to=", "thread?to=", "jsp?page="}) {
      Raw.Reply inside = Raw.get(port, "/public/" + way + "/public/b");
      assertEquals(200, inside.status(), way + inside.text);
      Raw.Reply beyond = Raw.get(port, "/public/" + way + "/admin/secret");
      assertEquals(0, server.counts(beyond.clientPort)[0], way);
      assertEquals(401, beyond.status(), way);
      Raw.Reply admin =
          Raw.get(port, "/public/" + way + "/admin/secret", bearer(tokens.of("admin")));
      assertEquals(1, server.counts(admin.clientPort)[0], way + admin.text);
    }
    Raw.Reply unnamed = Raw.get(port, "/public/forward?to=/WEB-INF-like/page");
    assertEquals(200, unnamed.status(), "a target that no rule names inherits the permit");
    assertTrue(unnamed.text.contains("root"), unnamed.text);
    Raw.Reply included = Raw.get(port, "/public/include?to=/admin/secret");
    assertTrue(included.text.contains("before"), included.text);
    assertEquals(0, server.counts(included.clientPort)[0]);
    Raw.Reply late = Raw.get(port, "/public/late-forward?to=/admin/secret");
    assertEquals(0, server.counts(late.clientPort)[0], "after the response was committed");
    Raw.Reply named = Raw.get(port, "/public/named?servlet=admin");
    assertEquals(0, server.counts(named.clientPort)[0]);
    Raw.Reply method = Raw.get(port, "/public/method?to=/public/b");
    assertEquals(1, server.counts(method.clientPort)[4]);
    assertFalse(method.text.endsWith("public"), "DELETE was never permitted: " + method.text);
    assertEquals(500, Raw.get(port, "/public/boom").status());
    assertTrue(Raw.get(port, "/public-files/hello.txt").text.endsWith("static"));
  }

  private static void unread(Server server) throws Exception {
    String head = "POST /admin/a HTTP/1.1\r\nHost: app.it\r\nContent-Length: 1000000000\r\n\r\nx";
    // The answer does not wait for the body; Tomcat keeps the connection until its own time-out.
    Raw.Reply reply = Raw.send(server.port(), head, 5000, 500);
    assertEquals(401, reply.status());
    assertEquals("close", reply.header("Connection"));
    Raw.Reply smuggled =
        Raw.send(
            server.port(),
            "POST /admin/a HTTP/1.1\r\nHost: app.it\r\nContent-Length: 44\r\n\r\n"
                + "GET /public/a HTTP/1.1\r\nHost: app.it\r\n\r\n    ",
            1500);
    assertEquals(0, server.counts(smuggled.clientPort)[4], smuggled.text);
  }

  private static void limited(Server server, Tokens tokens) throws Exception {
    String token = bearer(tokens.token("burst", 600, List.of("admin"), Map.of()));
    int permitted = 0;
    Raw.Reply last = Raw.get(server.port(), "/admin/a", token);
    for (int i = 0; i < 30 && last.status() == 200; i++) {
      permitted++;
      assertTrue(last.header("RateLimit").startsWith("\"per-user\";r="), last.text);
      last = Raw.get(server.port(), "/admin/a", token);
    }
    assertEquals(20, permitted);
    assertEquals(429, last.status());
    assertEquals("\"per-user\";q=20;w=3600", last.header("RateLimit-Policy"));
    assertTrue(Long.parseLong(last.header("Retry-After")) > 0);
  }

  private static void recorded(Server server) throws Exception {
    JsonNode permit =
        server.await(e -> e.path("actor").path("user").path("uid").asText().equals("burst"));
    assertEquals(6003, permit.path("class_uid").asInt());
    assertEquals("admin", permit.path("firewall_rule").path("name").asText());
    assertEquals("/admin/a", permit.path("http_request").path("url").path("path").asText());
    assertEquals(200, permit.path("http_response").path("code").asInt());
    assertTrue(permit.path("policy").path("uid").asText().startsWith("sha256:"));
    JsonNode credential = server.await(e -> e.path("class_uid").asInt() == 3002);
    assertTrue(credential.path("status_detail").asText().startsWith("credential: "));
    assertEquals(32, permit.path("actor").path("user").path("credential_uid").asText().length());
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{0} on Java {1}")
  @MethodSource("serversOnJavas")
  void observe_refusesNothingAndRecordsWhatItWouldHave(String name, int version, Path java)
      throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.java = java;
    plan.policy = Policies.P0.replace("application: corpus", "application: corpus\nmode: observe");
    try (Server server = Server.start(plan)) {
      assertTrue(server.stderr().contains("NOT ENFORCING"), server.stderr());
      Raw.Reply reply = Raw.get(server.port(), "/admin/a");
      assertEquals(200, reply.status());
      assertEquals(1, server.counts(reply.clientPort)[0]);
      JsonNode event =
          server.await(e -> e.path("unmapped").path("outcome").asText().equals("OBSERVED"));
      assertEquals("observe", event.path("unmapped").path("mode").asText());
      assertEquals(200, Raw.get(server.port(), "/public/forward?to=/admin/b").status());
    }
  }
}
