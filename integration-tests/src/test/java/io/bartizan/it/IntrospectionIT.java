package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Opaque tokens, about which a server asks their issuer, from wherever the policy lets them come.
 */
class IntrospectionIT {

  private static final String POLICY =
      """
      version: 1
      application: opaque
      identity:
        issuers:
          - issuer: https://issuer.test
            audience: api
            jwks: jwks.json
            rolesClaim: roles
            introspection: {url: %s, clientId: api, clientSecret: secret.txt, cache: 1s}
        tokens: {header: X-Access-Token, cookie: access_token}
      rules:
        - {allow: {path: /public/**}, who: anyone}
        - {allow: {path: /admin/**}, who: admin}
      """;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Server start(String name, KeyServer issuer) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.policy = POLICY.formatted(issuer.url("introspect"));
    plan.jwks = new Tokens().jwks();
    plan.flags.add("-Dtestapp.loops=1");
    Path folder = Server.lay(plan);
    Path secret = folder.resolve("secret.txt");
    Files.writeString(secret, "secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return Server.start(plan, folder);
  }

  private static KeyServer.Answer active(boolean active) {
    long now = Instant.now().getEpochSecond();
    return KeyServer.answer(
        "200 OK",
        active
            ? "{\"active\":true,\"sub\":\"root\",\"aud\":\"api\",\"roles\":[\"admin\"],\"exp\":"
                + (now + 600)
                + "}"
            : "{\"active\":false}",
        "Content-Type: application/json");
  }

  private static int status(Server server, String... headers) throws Exception {
    Raw.Reply reply = Raw.get(server.port(), "/admin/a", headers);
    assertEquals(reply.status() == 200 ? 1 : 0, server.counts(reply.clientPort)[0], reply.text);
    return reply.status();
  }

  /** The first decisions load classes; on a busy machine they are not within their second. */
  private static void warm(Server server) throws Exception {
    for (int i = 0; i < 20; i++) {
      if (status(server, "Authorization: Bearer warm-" + i) == 200) {
        return;
      }
    }
    throw new AssertionError("never warm\n" + server.stderr());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tomcat9", "netty42"})
  void opaqueToken_isGoodWhileItsIssuerSaysSo(String name) throws Exception {
    try (KeyServer issuer = new KeyServer()) {
      KeyServer.Place place = issuer.place("introspect", active(true));
      try (Server server = start(name, issuer)) {
        warm(server);
        int before = place.asked.size();
        assertEquals(200, status(server, "Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA"));
        assertEquals(200, status(server, "X-Access-Token: 2YotnFZFEjr1zCsicMWpAA"));
        assertEquals(200, status(server, "Cookie: a=b; access_token=2YotnFZFEjr1zCsicMWpAA"));
        assertTrue(place.asked.size() - before <= 3, "asked: " + (place.asked.size() - before));
        assertEquals(
            400,
            status(server, "X-Access-Token: a", "Cookie: access_token=2YotnFZFEjr1zCsicMWpAA"));
        place.answer = active(false);
        KeyServerScene.await(
            "what is revoked ends within the second that answers are believed for",
            () -> refused(server, 401));
        place.answer = KeyServer.answer("500 Internal Server Error", "");
        assertEquals(503, status(server, "Authorization: Bearer another"));
        assertEquals(401, status(server), "no token at all");
        assertEquals(200, Raw.get(server.port(), "/public/a").status());
        assertEquals("0", server.jmx("EntriesMinusPermits"));
        assertEquals("0", server.jmx("Failures"));
      }
    }
  }

  private static boolean refused(Server server, int status) {
    try {
      return status(server, "Authorization: Bearer 2YotnFZFEjr1zCsicMWpAA") == status;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** One event loop, an issuer that takes its time, and requests that need no token beside. */
  @Test
  void issuerThatIsSlow_holdsUpNoEventLoop() throws Exception {
    try (KeyServer issuer = new KeyServer()) {
      KeyServer.Place place = issuer.place("introspect", active(true));
      try (Server server = start("netty42", issuer)) {
        warm(server);
        KeyServer.Answer good = active(true);
        place.answer =
            (in, out) -> {
              TimeUnit.MILLISECONDS.sleep(400);
              good.to(in, out);
            };
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          waiting.add(ask(server, "/admin/a", "slow"));
        }
        CompletableFuture<Integer> open = ask(server, "/public/a", null);
        CompletableFuture<Object> first =
            CompletableFuture.anyOf(open, waiting.get(0), waiting.get(9));
        assertEquals(200, open.get(20, TimeUnit.SECONDS));
        assertEquals(open.get(), first.get());
        for (CompletableFuture<Integer> one : waiting) {
          assertEquals(200, one.get(20, TimeUnit.SECONDS));
        }
        place.answer = KeyServer.silent();
        assertEquals(503, ask(server, "/admin/a", "never").get(20, TimeUnit.SECONDS));
        String[] loops = server.ask("loops").split(" ");
        assertNotEquals("0", loops[1], "nobody looked");
        assertEquals("0", loops[2], "an event loop stood still in the agent");
        assertEquals("0", server.jmx("Failures"));
      }
    }
  }

  private CompletableFuture<Integer> ask(Server server, String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client
        .sendAsync(request.build(), BodyHandlers.discarding())
        .thenApply(reply -> reply.statusCode());
  }
}
