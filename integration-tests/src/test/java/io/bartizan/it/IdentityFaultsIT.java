package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What identity rests on fails, or stands still while time goes on. */
class IdentityFaultsIT {

  /** F30 calls a decision too old after this; a stop of 60 s shows no more than one beyond it. */
  private static final long STOPPED_MILLIS = 5500;

  private static Tokens tokens;
  private static KeyServer keys;
  private static KeyServer.Place place;
  private static CountDownLatch hold;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    tokens = new Tokens();
    keys = new KeyServer();
    hold = new CountDownLatch(1);
    place =
        keys.place(
            "held",
            (in, out) -> {
              hold.await();
              byte[] body = active().getBytes(StandardCharsets.UTF_8);
              String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
              out.write(head.getBytes(StandardCharsets.US_ASCII));
              out.write(body);
              out.flush();
            });
    Server.Plan plan = new Server.Plan("tomcat10");
    plan.faults = true;
    plan.jwks = tokens.jwks();
    plan.policy =
        """
        version: 1
        identity:
          issuers:
            - issuer: https://issuer.test
              audience: api
              algorithms: RS256
              jwks: jwks.json
              rolesClaim: roles
              skew: 0s
            - issuer: https://held.test
              audience: api
              jwks: jwks.json
              rolesClaim: roles
              introspection: {url: "%s", clientId: agent, clientSecret: secret.txt}
        rules:
          - {allow: {path: /public/**}, who: anyone}
          - {allow: {path: /admin/**}, who: admin}
        """
            .formatted(keys.url("held"));
    Path folder = Server.lay(plan);
    Path secret = Files.writeString(folder.resolve("secret.txt"), "between-us");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    server = Server.start(plan, folder);
    server.warm(tokens);
  }

  private static String active() {
    long exp = Instant.now().getEpochSecond() + 600;
    return "{\"active\":true,\"aud\":\"api\",\"sub\":\"root\",\"roles\":[\"admin\"],\"exp\":"
        + exp
        + "}";
  }

  @AfterAll
  static void end() throws IOException {
    if (server != null) {
      server.close();
    }
    keys.close();
  }

  private static Raw.Reply ask(String... headers) throws Exception {
    return Raw.patient(server.port(), "/admin/a", headers);
  }

  private static void notEntered(int status, Raw.Reply reply) throws Exception {
    assertEquals(status, reply.status(), reply.text);
    assertEquals(0, server.counts(reply.clientPort)[4], reply.text);
  }

  @Test
  void f20_replayStoreUnreachable_boundTokensAreAnsweredWith503_andNothingElseIs()
      throws Exception {
    DpopClient client = new DpopClient();
    String uri = "http://127.0.0.1:" + server.port() + "/admin/a";
    Map<String, Object> bound = Map.of("cnf", Map.of("jkt", client.thumbprint()));
    String token = tokens.token("root", 600, List.of("admin"), bound);
    assertEquals(200, dpop(token, client.proof(uri, token)).status());
    for (String failure : new String[] {"exception", "linkage"}) {
      server.ask("fault io.bartizan.engine.identity.ReplayStore.accept " + failure);
      String proof = client.proof(uri, token);
      notEntered(503, dpop(token, proof));
      notEntered(503, dpop(token, proof));
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
      assertEquals(200, ask("Authorization: Bearer " + tokens.of("admin")).status());
      server.ask("fault off");
      assertEquals(200, dpop(token, proof).status(), "never accepted before");
      notEntered(401, dpop(token, proof));
    }
  }

  private static Raw.Reply dpop(String token, String proof) throws Exception {
    return ask("Authorization: DPoP " + token, "DPoP: " + proof);
  }

  @Test
  void f30_processStopped_noOlderDecisionIsUsedWhenItGoesOn() throws Exception {
    String shortly = tokens.token("root", 4, List.of("admin"), Map.of());
    String remembered = "Authorization: Bearer " + shortly;
    assertEquals(200, ask(remembered).status(), "verified, and remembered");
    CompletableFuture<Raw.Reply> underWay = later("Authorization: Bearer opaque");
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (place.asked.isEmpty()) {
      assertTrue(System.nanoTime() < until, "nobody was asked");
      TimeUnit.MILLISECONDS.sleep(1);
    }
    signal("STOP");
    CompletableFuture<Raw.Reply> waiting;
    try {
      hold.countDown();
      waiting = later(remembered);
      TimeUnit.MILLISECONDS.sleep(STOPPED_MILLIS);
    } finally {
      signal("CONT");
    }
    Raw.Reply late = underWay.get(20, TimeUnit.SECONDS);
    assertFalse(late.status() == 200, "decided on what was true before the stop: " + late.text);
    notEntered(503, late);
    notEntered(401, waiting.get(20, TimeUnit.SECONDS));
    notEntered(401, ask(remembered));
    assertEquals(200, ask("Authorization: Bearer opaque2").status(), "what it waited for is good");
    assertEquals("0", server.jmx("EntriesMinusPermits"));
  }

  private static CompletableFuture<Raw.Reply> later(String header) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return ask(header);
          } catch (Exception failed) {
            throw new IllegalStateException(failed);
          }
        });
  }

  private static void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start();
    assertEquals(0, kill.waitFor());
  }
}
