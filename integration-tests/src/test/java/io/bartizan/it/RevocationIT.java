package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What was revoked a second ago stops working, streams included: by events that are sent and
 * fetched, by a logout, and by the revocation file.
 */
@Execution(ExecutionMode.CONCURRENT)
class RevocationIT {

  private static final String REVOKED =
      "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
  private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

  private static final String POLICY =
      """
      version: 1
      application: corpus
      identity:
        issuers:
          - {issuer: https://issuer.test, audience: api, algorithms: [RS256], jwks: jwks.json, rolesClaim: roles}
        revocation:
          file: revoked.yaml
          listen: 127.0.0.1:%d
          logout:
            - {issuer: https://issuer.test, audience: receiver, path: /logout}
          events:
            - {issuer: https://issuer.test, audience: receiver, push: /events}
            - {issuer: https://issuer.test, audience: receiver, poll: "http://127.0.0.1:%d/poll"}
      rules:
        - {allow: {path: /admin/**}, who: admin}
      """;

  private final Tokens tokens = new Tokens();

  /** Has a key of the same name, and not the same. */
  private final Tokens forger = new Tokens();

  private int port;

  RevocationIT() throws Exception {}

  private Server start(String name, int transmitter) throws Exception {
    port = Keycloak.freePort();
    Server.Plan plan = new Server.Plan(name);
    plan.jwks = tokens.jwks();
    plan.policy = POLICY.formatted(port, transmitter);
    Path folder = Server.lay(plan);
    Files.writeString(folder.resolve("revoked.yaml"), "revoked: []\n");
    Server server = Server.start(plan, folder);
    server.warm(tokens);
    return server;
  }

  private String token(String subject, Map<String, Object> more) throws Exception {
    return tokens.token(subject, 600, List.of("admin"), more);
  }

  private static int ask(Server server, String token) throws Exception {
    return Raw.get(server.port(), "/admin/a", "Authorization: Bearer " + token).status();
  }

  /** A stream under way; done when the server has ended it. */
  static CompletableFuture<String> stream(Server server, String token) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    socket
        .getOutputStream()
        .write(
            ("GET /admin/events HTTP/1.1\r\nHost: app.it\r\nAuthorization: Bearer "
                    + token
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    CompletableFuture<String> begun = new CompletableFuture<>();
    CompletableFuture<String> ended = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              StringBuilder said = new StringBuilder();
              try (socket) {
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[4096];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                  said.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
                  if (said.indexOf("data: first") >= 0) {
                    begun.complete("");
                  }
                }
              } catch (IOException reset) {
                said.append(" (").append(reset.getMessage()).append(')');
              }
              begun.complete("");
              ended.complete(said.toString());
            });
    reader.setDaemon(true);
    reader.start();
    begun.get(20, TimeUnit.SECONDS);
    return ended;
  }

  private Raw.Reply post(String path, String type, String body) throws IOException {
    return Raw.send(
        port,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: receiver\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body,
        5000);
  }

  private Raw.Reply push(String event) throws IOException {
    return post("/events", "application/secevent+jwt", event);
  }

  private Map<String, Object> sessionRevoked(String subject) {
    return Map.of(
        "sub_id",
        Map.of("format", "iss_sub", "iss", Tokens.ISSUER, "sub", subject),
        "events",
        Map.of(REVOKED, Map.of("event_timestamp", Instant.now().getEpochSecond())));
  }

  /** Token and stream are dead within a second of a revocation. */
  private static void dead(
      Server server, String what, String token, CompletableFuture<String> stream, long began)
      throws Exception {
    long millis = -1;
    while (millis < 0) {
      int status = ask(server, token);
      long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      assertTrue(passed < 5000, what + ": the token goes on\n" + server.stderr());
      millis = status == 401 ? passed : -1;
    }
    String said = stream.get(5, TimeUnit.SECONDS);
    long ended = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    System.out.printf(
        "%s %s: token refused after %d ms, stream ended after %d ms%n",
        server.folder.getFileName(), what, millis, ended);
    assertTrue(said.contains("data: first"), said);
    assertTrue(ended < 5000, what + ": ended after " + ended + " ms");
    server.await(e -> e.path("unmapped").path("notes").toString().contains("token revoked"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomcat10", "netty42"})
  void whatIsRevoked_isDeadWithinASecond(String name) throws Exception {
    try (Transmitter transmitter = new Transmitter();
        Server server = start(name, transmitter.port())) {
      pushed(server);
      forged(server);
      polled(server, transmitter);
      loggedOut(server);
      listed(server);
      assertEquals("0", server.jmx("EntriesMinusPermits"));
      assertTrue(!server.stderr().contains("port " + port + " listens and is"), server.stderr());
    }
  }

  private void pushed(Server server) throws Exception {
    String ada = token("ada", Map.of());
    String bob = token("bob", Map.of());
    CompletableFuture<String> stream = stream(server, ada);
    CompletableFuture<String> other = stream(server, bob);
    assertEquals(200, ask(server, ada));
    String event = tokens.statement("secevent+jwt", sessionRevoked("ada"));
    long began = System.nanoTime();
    Raw.Reply reply = push(event);
    assertEquals(202, reply.status(), reply.text + server.stderr());
    dead(server, "pushed", ada, stream, began);
    assertEquals(401, ask(server, token("ada", Map.of())), "any that was issued before");
    String again = token("ada", Map.of("iat", Instant.now().getEpochSecond() + 5));
    assertEquals(200, ask(server, again), "a new login is good");
    assertEquals(202, push(event).status(), "sent again, it is taken again (RFC 8935, 2)");
    assertEquals(200, ask(server, again), "and does no more than before");
    assertEquals(200, ask(server, bob));
    assertTrue(!other.isDone(), "nobody else's stream ends");
    server.await(
        e ->
            e.path("activity_name").asText().equals("Revocation")
                && e.path("status_detail").asText().contains("subject ada, session-revoked"));
  }

  private void forged(Server server) throws Exception {
    String eve = token("eve", Map.of());
    assertEquals(200, ask(server, eve));
    Map<String, Object> claims = sessionRevoked("eve");
    refused("invalid_key", push(forger.statement("secevent+jwt", claims)));
    refused("invalid_key", push(new Tokens("r9").statement("secevent+jwt", claims)));
    refused("invalid_request", push(tokens.statement("at+jwt", claims)));
    refused("invalid_request", push(token("eve", claims)));
    String good = tokens.statement("secevent+jwt", claims);
    refused("invalid_request", push(good.substring(0, good.lastIndexOf('.') + 1)));
    refused("invalid_key", push(good.substring(0, good.length() - 8) + "AAAAAAAA"));
    assertEquals(404, post("/admin/a", "application/secevent+jwt", good).status());
    assertEquals(413, post("/events", "application/secevent+jwt", "x".repeat(40_000)).status());
    assertEquals(405, Raw.get(port, "/events").status());
    assertEquals(200, ask(server, eve), "nothing of it counts");
  }

  private static void refused(String code, Raw.Reply reply) {
    assertEquals(400, reply.status(), reply.text);
    assertTrue(reply.text.contains("{\"err\":\"" + code + "\""), reply.text);
  }

  private void polled(Server server, Transmitter transmitter) throws Exception {
    String cid = token("cid", Map.of());
    CompletableFuture<String> stream = stream(server, cid);
    assertEquals(200, ask(server, cid));
    long began = System.nanoTime();
    transmitter.offer("forged", forger.statement("secevent+jwt", sessionRevoked("root")));
    transmitter.offer("good", tokens.statement("secevent+jwt", sessionRevoked("cid")));
    dead(server, "polled", cid, stream, began);
    transmitter.awaitAcknowledged("good");
    assertEquals("invalid_key", transmitter.awaitRefused("forged"));
    assertEquals(200, ask(server, token("root", Map.of())));
  }

  private void loggedOut(Server server) throws Exception {
    String dan = token("dan", Map.of("sid", "s-1"));
    String elsewhere = token("dan", Map.of("sid", "s-2"));
    CompletableFuture<String> stream = stream(server, dan);
    assertEquals(200, ask(server, dan));
    assertEquals(200, ask(server, elsewhere));
    String logout =
        tokens.statement(
            "logout+jwt",
            Map.of(
                "sid",
                "s-1",
                "exp",
                Instant.now().getEpochSecond() + 60,
                "events",
                Map.of(LOGOUT, Map.of())));
    String form = "application/x-www-form-urlencoded";
    long began = System.nanoTime();
    assertEquals(200, post("/logout", form, "logout_token=" + logout).status());
    dead(server, "logged out", dan, stream, began);
    assertEquals(200, ask(server, elsewhere), "another session goes on");
    Raw.Reply replayed = post("/logout", form, "logout_token=" + logout);
    assertEquals(400, replayed.status());
    assertTrue(replayed.text.contains("replayed"), replayed.text);
  }

  private void listed(Server server) throws Exception {
    String fay = token("fay", Map.of());
    CompletableFuture<String> stream = stream(server, fay);
    assertEquals(200, ask(server, fay));
    Path part = server.folder.resolve("revoked.part");
    Files.writeString(part, "revoked:\n  - {sub: fay}\n");
    long began = System.nanoTime();
    Files.move(part, server.folder.resolve("revoked.yaml"), StandardCopyOption.ATOMIC_MOVE);
    dead(server, "listed", fay, stream, began);
    Files.writeString(server.folder.resolve("revoked.yaml"), "revoked: [{sub");
    server.awaitStderr("the last good list stays in force");
    assertTrue(server.jmx("Health").contains("revoked.yaml:1:"), server.jmx("Health"));
    assertEquals(401, ask(server, fay));
    Files.writeString(server.folder.resolve("revoked.yaml"), "revoked: []\n");
    server.awaitStderr("0 entries in force");
    assertEquals(200, ask(server, fay));
  }

  /** What was pushed before a restart is refused after it; a broken file keeps the port closed. */
  @Test
  void whatWasTold_outlivesARestart() throws Exception {
    port = Keycloak.freePort();
    Server.Plan plan = new Server.Plan("tomcat10");
    plan.jwks = tokens.jwks();
    plan.policy =
        POLICY
            .formatted(port, 1)
            .replace("    file: revoked.yaml", "    journal: revocations.journal")
            .replaceAll("(?m)^.*poll:.*\\n", "");
    Path folder = Server.lay(plan);
    String ada = token("ada", Map.of());
    String bob = token("bob", Map.of());
    try (Server server = Server.start(plan, folder)) {
      server.warm(tokens);
      assertEquals(200, ask(server, ada));
      assertEquals(202, push(tokens.statement("secevent+jwt", sessionRevoked("ada"))).status());
      assertEquals(401, ask(server, ada));
    }
    try (Server server = Server.start(plan, folder)) {
      server.warm(tokens);
      assertEquals(401, ask(server, ada), "the process was killed, and the token stays revoked");
      assertEquals(200, ask(server, bob));
      assertEquals("0", server.jmx("EntriesMinusPermits"));
    }
    Path journal = folder.resolve("revocations.journal");
    String text = Files.readString(journal);
    Files.writeString(journal, text.replaceFirst("\\none ", "\nOne "));
    try (Server server = Server.launch(plan, folder)) {
      assertEquals(78, server.exitCode());
      assertTrue(server.stderr().contains("error BZ2031: "), server.stderr());
      assertTrue(server.stderr().contains("revocations.journal:2"), server.stderr());
    }
  }
}
