package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real identity provider, of which the servers know no more than its name: a Tomcat and a Jetty
 * find its keys, judge its tokens, and follow when it changes its keys.
 */
class KeycloakIT {

  private static final String ISSUED =
      """
      version: 1
      application: shop
      identity:
        issuers:
          - issuer: %s
            audience: api
            rolesClaim: realm_access.roles
            %s
      rules:
        - {allow: {path: /admin/**}, who: admin}
      """;

  private static final List<Server> SERVERS = new ArrayList<>();

  /** Where each of them takes logouts. */
  private static final List<Integer> LOGOUTS = new ArrayList<>();

  private static Keycloak keycloak;

  @BeforeAll
  static void start() throws Exception {
    keycloak = Keycloak.get();
    for (String name : new String[] {"tomcat10", "jetty12-ee10"}) {
      Server.Plan plan = new Server.Plan(name);
      LOGOUTS.add(Keycloak.freePort());
      plan.policy =
          """
          version: 1
          application: shop
          identity:
            issuers:
              - issuer: %s
                audience: api
                rolesClaim: realm_access.roles
            revocation:
              listen: 127.0.0.1:%d
              logout:
                - {issuer: %s, audience: web-es256, path: /logout}
          rules:
            - {allow: {path: /public/**}, who: anyone}
            - {allow: {path: /ops/**}, who: authenticated}
            - {allow: {path: /admin/**}, who: admin}
          """
              .formatted(keycloak.issuer(), LOGOUTS.get(LOGOUTS.size() - 1), keycloak.issuer());
      SERVERS.add(Server.start(plan));
    }
  }

  @AfterAll
  static void end() {
    SERVERS.forEach(Server::close);
  }

  private static int ask(Server server, String path, String token) throws Exception {
    Raw.Reply reply = Raw.get(server.port(), path, "Authorization: Bearer " + token);
    if (reply.status() != 200) {
      assertEquals(0, server.counts(reply.clientPort)[4], "handlers entered: " + reply.text);
    }
    return reply.status();
  }

  /** What both servers say. */
  private static void expect(int status, String path, String token) throws Exception {
    for (Server server : SERVERS) {
      assertEquals(status, ask(server, path, token), server.folder + " " + path);
    }
  }

  private static String algorithm(String token) throws Exception {
    return SignedJWT.parse(token).getHeader().getAlgorithm().getName();
  }

  private static String keyId(String token) throws Exception {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  @Test
  void users_areJudgedByTheirRoles() throws Exception {
    for (String algorithm : new String[] {"ES256", "RS256"}) {
      String client = "web-" + algorithm.toLowerCase(java.util.Locale.ROOT);
      String ada = keycloak.password(client, "ada");
      String bob = keycloak.password(client, "bob");
      assertEquals(algorithm, algorithm(ada));
      assertEquals(algorithm, algorithm(bob));
      expect(200, "/admin/a", ada);
      expect(200, "/ops/a", ada);
      expect(403, "/admin/a", bob);
      expect(200, "/ops/a", bob);
      expect(200, "/public/a", bob);
    }
    for (Server server : SERVERS) {
      assertEquals(401, Raw.get(server.port(), "/admin/a").status());
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
    }
  }

  @Test
  void clients_areJudgedByTheirRoles() throws Exception {
    String admin = keycloak.credentials("batch-admin");
    String user = keycloak.credentials("batch-user");
    assertEquals("ES256", algorithm(admin));
    assertEquals("RS256", algorithm(user));
    expect(200, "/admin/a", admin);
    expect(403, "/admin/a", user);
    expect(200, "/ops/a", user);
  }

  /** Bound by Keycloak itself: good for whoever has the key, and a stolen copy for nobody. */
  @Test
  void keyBoundCredentials_areGoodForTheirOwnerOnly() throws Exception {
    DpopClient owner = new DpopClient();
    String token = keycloak.credentials("batch-admin", owner);
    for (Server server : SERVERS) {
      String uri = "http://127.0.0.1:" + server.port() + "/admin/a";
      String proof = owner.proof(uri, token);
      assertEquals(200, bound(server, token, proof).status(), server.folder.toString());
      Raw.Reply replayed = bound(server, token, proof);
      assertEquals(401, replayed.status());
      assertTrue(replayed.text.contains("invalid_dpop_proof"), replayed.text);
      assertEquals(401, bound(server, token, new DpopClient().proof(uri, token)).status());
      assertEquals(401, bound(server, token, owner.proof(uri + "b", token)).status());
      assertEquals(401, ask(server, "/admin/a", token), "as a bearer token");
      assertEquals(200, bound(server, token, owner.proof(uri, token)).status());
    }
  }

  private static Raw.Reply bound(Server server, String token, String proof) throws Exception {
    Raw.Reply reply =
        Raw.get(server.port(), "/admin/a", "Authorization: DPoP " + token, "DPoP: " + proof);
    if (reply.status() != 200) {
      assertEquals(0, server.counts(reply.clientPort)[4], "handlers entered: " + reply.text);
    }
    return reply;
  }

  /** Bound by Keycloak to the certificate that a client showed it. */
  @Test
  void certificateBoundCredentials_areGoodForTheirOwnerOnly() throws Exception {
    Server.Plan plan = new Server.Plan("tomcat10");
    plan.policy = ISSUED.formatted(keycloak.issuer(), "");
    plan.flags.add("-Dtestapp.tls=" + keycloak.certificates.folder);
    String token = keycloak.credentialsByCertificate("batch-mtls", "good");
    Object thumbprint = SignedJWT.parse(token).getJWTClaimsSet().getJSONObjectClaim("cnf");
    String own = keycloak.certificates.thumbprint("good");
    assertEquals(Map.of("x5t#S256", own), thumbprint, "bound by Keycloak itself");
    try (Server server = Server.start(plan)) {
      assertEquals(200, secure(server, "good", token));
      assertEquals(401, secure(server, "other", token), "stolen by who has another one");
      assertEquals(401, secure(server, null, token), "stolen by who has none");
      assertEquals(401, secure(server, "other", token));
      assertEquals(200, secure(server, "good", token));
    }
  }

  private static int secure(Server server, String certificate, String token) throws Exception {
    Raw.Reply reply = null;
    // The first decisions load classes; on a busy machine they are not within their second.
    for (int i = 0; i < 20 && (reply == null || reply.status() == 503); i++) {
      reply =
          SecureRaw.get(
                  server.port(),
                  keycloak.certificates.context(certificate),
                  "127.0.0.1",
                  "/admin/a",
                  "Authorization: Bearer " + token)
              .http();
    }
    if (reply.status() != 200) {
      assertEquals(0, server.counts(reply.clientPort)[4], "handlers entered: " + reply.text);
    }
    return reply.status();
  }

  /** Keycloak's lightweight tokens say next to nothing: what they are worth, Keycloak is asked. */
  @Test
  void lightweightTokens_areAskedAbout_untilTheirSessionEnds() throws Exception {
    Server.Plan plan = new Server.Plan("netty42");
    String url = keycloak.issuer() + "/protocol/openid-connect/token/introspect";
    plan.policy =
        ISSUED.formatted(
            keycloak.issuer(),
            "introspection: {url: \"%s\", clientId: batch-user, clientSecret: secret.txt, tokens: all, cache: 1s}"
                .formatted(url));
    Path folder = Server.lay(plan);
    Path secret = folder.resolve("secret.txt");
    Files.writeString(secret, "batch-user-secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    JsonNode login = keycloak.login("web-light", "ada");
    String ada = login.path("access_token").asText();
    assertNull(SignedJWT.parse(ada).getJWTClaimsSet().getClaim("realm_access"), "no roles in it");
    String bob = keycloak.password("web-light", "bob");
    try (Server server = Server.start(plan, folder)) {
      await(server, ada, 200);
      await(server, bob, 403);
      keycloak.logout("web-light", login);
      await(server, ada, 401);
      assertEquals(403, ask(server, "/admin/a", bob), "another session");
    }
  }

  @Test
  void tokensForOthersAndTamperedOnes_areRefused() throws Exception {
    expect(401, "/admin/a", keycloak.password("elsewhere", "ada"));
    expect(401, "/public/a", keycloak.credentials("operator"));
    String bob = keycloak.password("web-es256", "bob");
    String ada = keycloak.password("web-es256", "ada");
    String[] ofBob = bob.split("\\.");
    String[] ofAda = ada.split("\\.");
    expect(401, "/admin/a", ofAda[0] + "." + ofAda[1] + "." + ofBob[2]);
    expect(401, "/admin/a", ofBob[0] + "." + ofAda[1] + "." + ofBob[2]);
    char first = ofAda[2].charAt(0);
    String flipped = (first == 'A' ? 'B' : 'A') + ofAda[2].substring(1);
    expect(401, "/admin/a", ofAda[0] + "." + ofAda[1] + "." + flipped);
    expect(401, "/admin/a", ofAda[0] + "." + ofAda[1] + ".");
    expect(200, "/admin/a", ada);
  }

  /** Keycloak tells of it before it has answered whoever logs out. */
  @Test
  void logoutInKeycloak_stopsTheNextRequest() throws Exception {
    for (int i = 0; i < SERVERS.size(); i++) {
      Server server = SERVERS.get(i);
      keycloak.tellOfLogouts("web-es256", "http://127.0.0.1:" + LOGOUTS.get(i) + "/logout");
      JsonNode login = keycloak.login("web-es256", "bob");
      String token = login.path("access_token").asText();
      String elsewhere = keycloak.password("web-es256", "bob");
      assertEquals(200, ask(server, "/ops/a", token));
      assertEquals(200, ask(server, "/ops/a", elsewhere));
      keycloak.logout("web-es256", login);
      assertEquals(401, ask(server, "/ops/a", token), server.stderr());
      assertEquals(200, ask(server, "/ops/a", elsewhere), "another session");
      server.await(
          e ->
              e.path("activity_name").asText().equals("Revocation")
                  && e.path("status_detail").asText().startsWith("revoked session"));
    }
  }

  /** Nothing is restarted, and no policy changes. */
  @Test
  void keysChangedInKeycloak_areFollowed() throws Exception {
    String seen = keycloak.password("web-rs256", "ada");
    String unseen = keycloak.password("web-rs256", "ada");
    expect(200, "/admin/a", seen);
    keycloak.addRsaKey("second-rs256", 200);
    String renewed = keycloak.password("web-rs256", "ada");
    String renewedToo = keycloak.password("web-rs256", "ada");
    assertNotEquals(keyId(seen), keyId(renewed));
    long began = System.nanoTime();
    for (Server server : SERVERS) {
      await(server, renewed, 200);
    }
    long accepted = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    assertTrue(accepted < 40, "the new key was found after " + accepted + " s");
    expect(200, "/admin/a", renewedToo);
    expect(200, "/admin/a", unseen);
    expect(200, "/admin/a", seen);

    keycloak.disableRsaKey("first-rs256", 100);
    assertFalse(keycloak.publishedKeys().contains(keyId(seen)));
    began = System.nanoTime();
    for (Server server : SERVERS) {
      await(server, seen, 401);
    }
    long refused = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    System.out.printf(
        "Keycloak: new key accepted after %d s, old one refused after %d s%n", accepted, refused);
    assertTrue(refused < 300, "the old key was withdrawn for " + refused + " s");
    expect(401, "/admin/a", unseen);
    expect(200, "/admin/a", renewed);
    expect(200, "/admin/a", keycloak.password("web-es256", "ada"));
  }

  /** Waits for an answer, up to the five minutes in which a withdrawn key must be out of force. */
  private static void await(Server server, String token, int status) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
    while (ask(server, "/admin/a", token) != status) {
      assertTrue(System.nanoTime() < until, "never " + status + "\n" + server.stderr());
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
