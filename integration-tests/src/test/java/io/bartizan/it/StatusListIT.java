package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Tokens that are good while their issuer's status list says so, and no longer. */
@Execution(ExecutionMode.CONCURRENT)
class StatusListIT {

  private static final String POLICY =
      """
      version: 1
      application: corpus
      identity:
        issuers:
          - issuer: https://issuer.test
            audience: api
            algorithms: [RS256]
            jwks: jwks.json
            rolesClaim: roles
            statusList: {uri: "%s*", refresh: 5s, required: %s}
      rules:
        - {allow: {path: /admin/**}, who: admin}
      """;

  private final Tokens tokens = new Tokens();

  /** Has a key of the same name, and not the same. */
  private final Tokens forger = new Tokens();

  private volatile byte[] statuses = {0, 1, 2, 0, 0};
  private String uri;

  StatusListIT() throws Exception {}

  private KeyServer.Answer list(Tokens signer) {
    return (in, out) -> {
      try {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(zipped)) {
          deflating.write(statuses);
        }
        Map<String, Object> list =
            Map.of("bits", 8, "lst", Base64URL.encode(zipped.toByteArray()).toString());
        String token =
            signer.statement(
                "statuslist+jwt",
                Map.of("sub", uri, "aud", "api", "ttl", 3600, "status_list", list));
        KeyServer.answer("200 OK", token, "Content-Type: application/statuslist+jwt").to(in, out);
      } catch (com.nimbusds.jose.JOSEException unsigned) {
        throw new IOException(unsigned);
      }
    };
  }

  private String token(String place, int index) throws Exception {
    Map<String, Object> status = Map.of("status_list", Map.of("idx", index, "uri", place));
    return tokens.token("ada-" + index, 600, List.of("admin"), Map.of("status", status));
  }

  private static int ask(Server server, String token) throws Exception {
    return Raw.get(server.port(), "/admin/a", "Authorization: Bearer " + token).status();
  }

  private static void becomes(Server server, int status, String token) throws InterruptedException {
    KeyServerScene.await(
        "a status of " + status,
        () -> {
          try {
            return ask(server, token) == status;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void token_isGoodWhileItsListSaysSo() throws Exception {
    try (KeyServer issuer = new KeyServer()) {
      uri = issuer.url("lists/1");
      KeyServer.Place place = issuer.place("lists/1", list(tokens));
      KeyServer.Place elsewhere = issuer.place("other/1", list(tokens));
      Server.Plan plan = new Server.Plan("tomcat10");
      plan.jwks = tokens.jwks();
      plan.policy = POLICY.formatted(issuer.url("lists/"), "false");
      try (Server server = Server.start(plan)) {
        server.warm(tokens);
        judged(server, elsewhere);
        flipped(server);
        unknown(server, place);
        assertEquals("0", server.jmx("EntriesMinusPermits"));
        assertEquals("0", server.jmx("Failures"));
        assertEquals(200, ask(server, tokens.of("admin")), "one that names no list");
        server.reload(plan.policy.replace("required: false", "required: true"));
        becomes(server, 401, tokens.of("admin"));
        assertEquals(200, ask(server, token(uri, 0)));
      }
      System.out.printf("status list: fetched %d times%n", place.asked.size());
    }
  }

  private void judged(Server server, KeyServer.Place elsewhere) throws Exception {
    becomes(server, 200, token(uri, 0));
    assertEquals(401, ask(server, token(uri, 1)));
    assertEquals(401, ask(server, token(uri, 2)));
    assertEquals(401, ask(server, token(uri, 5)), "no place of the list");
    assertEquals(401, ask(server, token(uri.replace("/lists/", "/other/"), 0)));
    assertEquals(List.of(), elsewhere.asked, "a token chose what is fetched");
    for (String reason : List.of("revoked", "suspended", "status index")) {
      server.await(e -> e.toString().contains("\"credential: " + reason + "\""));
    }
  }

  /** The token that is remembered, and the stream that it opened. */
  private void flipped(Server server) throws Exception {
    String ada = token(uri, 3);
    String suspended = token(uri, 2);
    CompletableFuture<String> stream = RevocationIT.stream(server, ada);
    CompletableFuture<String> other = RevocationIT.stream(server, token(uri, 0));
    assertEquals(200, ask(server, ada));
    long began = System.nanoTime();
    statuses = new byte[] {0, 1, 0, 1, 0};
    becomes(server, 401, ada);
    long refused = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    assertTrue(stream.get(10, TimeUnit.SECONDS).contains("data: first"));
    long ended = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    System.out.printf(
        "status list: token refused after %d ms, stream ended after %d ms%n", refused, ended);
    assertEquals(200, ask(server, suspended), "what was suspended is good again");
    assertFalse(other.isDone(), "nobody else's stream ends");
    server.await(e -> e.path("unmapped").path("notes").toString().contains("token revoked"));
  }

  /** Somebody else signs the list, and would have everything be good. */
  private void unknown(Server server, KeyServer.Place place) throws Exception {
    String good = token(uri, 0);
    CompletableFuture<String> stream = RevocationIT.stream(server, good);
    byte[] before = statuses;
    statuses = new byte[10];
    place.answer = list(forger);
    int status = 200;
    while (status == 200) {
      assertNotEquals(200, ask(server, token(uri, 1)));
      status = ask(server, good);
    }
    assertEquals(503, status);
    assertTrue(stream.get(10, TimeUnit.SECONDS).contains("data: first"));
    server.await(
        e -> e.path("unmapped").path("notes").toString().contains("status of the token unknown"));
    server.await(e -> e.path("status_detail").asText().contains("can't be had"));
    statuses = before;
    place.answer = list(tokens);
    becomes(server, 200, good);
    assertEquals(401, ask(server, token(uri, 1)));
  }
}
