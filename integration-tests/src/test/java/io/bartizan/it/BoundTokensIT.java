package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.identity.Authenticator;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that are bound to a key or a certificate, and those who have stolen them. */
class BoundTokensIT {

  private static final Set<String> GROUPS = Set.of("dpop", "mtls");

  private static Tokens tokens;
  private static ClientCertificates certificates;
  private static BoundTokenScene node2;

  @BeforeAll
  static void start() throws Exception {
    tokens = new Tokens();
    certificates = new ClientCertificates();
    node2 =
        new BoundTokenScene(
            "tomcat10", Path.of(System.getProperty("java.home")), tokens, certificates);
  }

  @AfterAll
  static void end() {
    if (node2 != null) {
      node2.close();
    }
  }

  private static List<Recipe> rows() throws Exception {
    return Recipe.all().stream().filter(row -> GROUPS.contains(row.group)).toList();
  }

  @Test
  void everyRow_isRunHereOrElsewhereForAReason() throws Exception {
    Set<String> missing = new HashSet<>();
    for (Recipe row : rows()) {
      if (BoundTokenRows.of(row.mutate) == null
          && !BoundTokenRows.ELSEWHERE.containsKey(row.mutate)) {
        missing.add(row.toString());
      }
    }
    assertEquals(Set.of(), missing);
  }

  static Stream<Arguments> serversOnJavas() {
    Map<Integer, Path> jdks = Places.jdks();
    int newest = jdks.keySet().stream().mapToInt(v -> v).max().orElseThrow();
    int oldest = jdks.keySet().stream().mapToInt(v -> v).min().orElseThrow();
    return Stream.of(
        Arguments.of("tomcat9", oldest, jdks.get(oldest)),
        Arguments.of("jetty12-ee10", newest, jdks.get(newest)),
        Arguments.of("netty42", newest, jdks.get(newest)));
  }

  @ParameterizedTest(name = "{0} on Java {1}")
  @MethodSource("serversOnJavas")
  void onTheWire_everyRowHasItsOutcome(String name, int version, Path java) throws Exception {
    int run = 0;
    try (BoundTokenScene scene = new BoundTokenScene(name, java, tokens, certificates)) {
      scene.node2 = node2;
      for (Recipe row : rows()) {
        BoundTokenRows.Row requests = BoundTokenRows.of(row.mutate);
        if (requests != null) {
          judged(row, requests.run(scene), scene);
          run++;
        }
      }
      assertEquals("0", scene.server().jmx("EntriesMinusPermits"));
      assertEquals("0", scene.server().jmx("Failures"));
      System.out.printf("bound tokens: %d rows on %s, Java %d%n", run, name, version);
    }
  }

  private static void judged(Recipe row, List<Raw.Reply> replies, BoundTokenScene scene)
      throws Exception {
    for (Raw.Reply good : replies.subList(0, replies.size() - 1)) {
      assertEquals(200, good.status(), row + "\n" + good.text + scene.server().stderr());
    }
    Raw.Reply last = replies.get(replies.size() - 1);
    Server asked = row.mutate.contains("second node") ? node2.server() : scene.server();
    int[] counts = asked.counts(last.clientPort);
    if (row.expect.equals("accept")) {
      assertEquals(200, last.status(), row + "\n" + last.text);
      assertEquals(1, counts[0], row.toString());
      return;
    }
    assertEquals("reject", row.expect);
    assertEquals(0, counts[4], row.toString());
    assertEquals(401, last.status(), row + "\n" + last.text);
    String challenge = String.valueOf(last.header("WWW-Authenticate"));
    boolean dpop = row.group.equals("dpop");
    assertTrue(
        challenge.startsWith(dpop ? "DPoP realm=\"bound\", error=\"" : "Bearer "), challenge);
    if (row.mutate.contains("nonce") || row.mutate.contains("second node")) {
      assertTrue(challenge.contains("use_dpop_nonce"), challenge);
      assertNotNull(last.header("DPoP-Nonce"));
    }
  }

  /** What each kind of server tells of its connections. */
  static Stream<Arguments> otherServers() {
    Map<Integer, Path> jdks = Places.jdks();
    Path oldest = jdks.get(jdks.keySet().stream().mapToInt(v -> v).min().orElseThrow());
    Path own = Path.of(System.getProperty("java.home"));
    return Stream.of(
        Arguments.of("jetty94", oldest),
        Arguments.of("undertow2", own),
        Arguments.of("jdkserver", own));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherServers")
  void certificateOfTheConnection_isTheOneThatCounts(String name, Path java) throws Exception {
    try (BoundTokenScene scene = new BoundTokenScene(name, java, tokens, certificates)) {
      assertEquals(200, scene.mtls("good", "good").status(), scene.server().stderr());
      assertEquals(401, scene.mtls("other", "good").status());
      assertEquals(401, scene.mtls(null, "good").status());
      assertEquals(401, scene.mtls("expired", "expired").status());
      assertEquals(200, scene.good().status());
      assertEquals("0", scene.server().jmx("Failures"));
    }
  }

  /** F21, and after it the same server anew: what it no longer knows it takes from nobody. */
  @Test
  void f21_storeFullAndThenLost_noProofIsTakenTwice() throws Exception {
    String token = node2.keyBound();
    String uri = "https://shop.test/admin/a";
    String first = "DPoP: " + node2.client.proof(uri, token);
    assertEquals(200, node2.proxied("DPoP " + token, first).status());
    int[] statuses = flood(token, 2 * 1000);
    assertTrue(statuses[0] > 500 && statuses[1] >= 1000, statuses[0] + " " + statuses[1]);
    Raw.Reply replay = node2.proxied("DPoP " + token, first);
    assertEquals(401, replay.status(), replay.text);
    assertTrue(replay.text.contains("invalid_dpop_proof"), replay.text);
    assertEquals(0, node2.server().counts(replay.clientPort)[4]);
    assertEquals(200, node2.ask("Bearer " + node2.token(Map.of())).status(), "others go on");
    node2.restart();
    Raw.Reply again = node2.proxied("DPoP " + token, first);
    assertEquals(401, again.status(), again.text);
    assertTrue(again.text.contains("use_dpop_nonce"), again.text);
    assertEquals(0, node2.server().counts(again.clientPort)[4]);
    TimeUnit.MILLISECONDS.sleep(1);
    assertEquals(200, node2.good().status(), "a proof of its own time");
  }

  /** Sends so many new proofs; how many were answered with 200 and with 503. */
  private static int[] flood(String token, int count) throws Exception {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(certificates.context(null))
            .build();
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    int[] statuses = new int[2];
    for (int i = 0; i < count; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(node2.uri()))
              .header("Authorization", "DPoP " + token)
              .header("DPoP", node2.client.proof(node2.uri(), token))
              .build();
      all.add(http.sendAsync(request, BodyHandlers.discarding()).thenApply(r -> r.statusCode()));
      if (all.size() == 20 || i == count - 1) {
        for (CompletableFuture<Integer> one : all) {
          int status = one.get(30, TimeUnit.SECONDS);
          assertTrue(status == 200 || status == 503, "status " + status);
          statuses[status == 200 ? 0 : 1]++;
        }
        all.clear();
      }
    }
    return statuses;
  }

  /** JA-0301: in process, where the clock can be set. */
  @Test
  void clockSetBack_aProofIsNotGoodAgain(@TempDir Path folder) throws Exception {
    AtomicLong now = new AtomicLong(Instant.now().getEpochSecond());
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return Instant.ofEpochSecond(now.get());
          }
        };
    Path jwks = folder.resolve("jwks.json");
    Files.writeString(jwks, tokens.jwks());
    DpopClient client = new DpopClient();
    String token =
        tokens.token(
            "root", 7200, List.of("admin"), Map.of("cnf", Map.of("jkt", client.thumbprint())));
    String proof = client.proof("http://app.it/admin/a", token);
    try (Authenticator authenticator = new Authenticator(clock)) {
      authenticator.configure(
          Identity.of(
              new Issuer(Tokens.ISSUER, Set.of("api"), Set.of("RS256"), jwks.toString(), "roles")));
      BareExchange request = new BareExchange("DPoP " + token).with("DPoP", proof);
      assertNotNull(authenticator.identify(request).principal());
      for (long jump : new long[] {0, -3600, 3600, 3600, -3600, 200, -100}) {
        now.addAndGet(jump);
        assertNull(authenticator.identify(request).principal(), "after " + jump);
      }
    }
  }
}
