package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.Base64URL;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.StatusList;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists from a real server on loopback, by clocks that the test moves. */
class StatusListsTest {

  private static final long START = 1_795_000_000L;
  private static final int REFRESH = 60;
  private static final int MOST = 4096;

  @TempDir Path folder;
  private final StatusIssuer issuer = new StatusIssuer();

  /** Has a key of the same name, and not the same. */
  private final StatusIssuer forger = new StatusIssuer();

  private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(1));
  private final Clock wall =
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
          return Instant.ofEpochSecond(now());
        }
      };
  private final List<KeyNews> news = new ArrayList<>();
  private KeyServer server;
  private Path jwks;
  private StatusLists lists;
  private String uri;

  private long now() {
    return START + TimeUnit.NANOSECONDS.toSeconds(nanos.get() - TimeUnit.DAYS.toNanos(1));
  }

  @BeforeEach
  void serve() throws Exception {
    jwks = issuer.publish(folder.resolve("jwks.json"));
    server = new KeyServer(nanos::get);
    uri = server.url("/lists/1");
    lists = open(policy(List.of(uri, server.url("/lists/*")), null));
    serve(issuer.list(uri, START, 0, 1, 2, 3, 0));
  }

  @AfterEach
  void end() {
    lists.close();
    server.close();
  }

  private static StatusList policy(List<String> uris, @Nullable String jwks) {
    return new StatusList(uris, false, REFRESH, jwks, MOST, 3);
  }

  private Issuer trusted(StatusList how) {
    return new Issuer(StatusIssuer.NAME, Set.of("api"), Set.of("ES256"), jwks.toString(), null)
        .with(how);
  }

  private StatusLists open(StatusList how) throws Exception {
    String keys = how.jwks() == null ? jwks.toString() : how.jwks();
    return new StatusLists(trusted(how), how, new FileKeys(keys, trusted(how)), wall, nanos::get);
  }

  private void serve(String token) {
    server.serve(200, token, "Content-Type", "application/statuslist+jwt");
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static StatusReference at(String uri, int index) {
    try {
      Map<String, Object> claims =
          StrictJson.object(
              ("{\"status\":" + StatusIssuer.status(uri, index) + "}")
                  .getBytes(StandardCharsets.UTF_8));
      StatusReference reference = StatusReference.of(claims, policy(List.of(uri), null));
      assertNotNull(reference);
      return reference;
    } catch (Exception unfit) {
      throw new IllegalStateException(unfit);
    }
  }

  private @Nullable CredentialError check(int index) {
    return lists.check(at(uri, index), "hash", Pause.STANDING);
  }

  private String reason(int index) {
    CredentialError error = check(index);
    return error == null ? "valid" : error.status() + " " + error.reason();
  }

  private void becomes(String reason, int index) throws InterruptedException {
    Eventually.holds(reason, () -> reason(index).equals(reason));
  }

  /** A look, and the end of the fetch that it begins. */
  private void look() throws InterruptedException {
    int before = server.asked.size();
    lists.refresh(news::add);
    Eventually.holds("the fetch ends", () -> server.asked.size() > before && !fetching());
  }

  private static boolean fetching() {
    Thread[] threads = new Thread[Thread.activeCount() + 100];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().equals("bartizan-status-fetch")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void check_byStatus() throws Exception {
    becomes("valid", 0);
    assertEquals("401 revoked", reason(1));
    assertEquals("401 suspended", reason(2));
    assertEquals("401 status 3", reason(3));
    assertEquals("valid", reason(4));
    assertEquals("401 status index", reason(6));
    assertEquals("401 status index", reason(Integer.MAX_VALUE));
    assertEquals(1, server.asked.size());
    assertNull(lists.withdrawn(at(uri, 0)));
    assertEquals("token revoked", lists.withdrawn(at(uri, 1)));
    assertEquals("token status index", lists.withdrawn(at(uri, 6)));
  }

  @Test
  void check_manyFirstRequests_shareOneFetch() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    String token = issuer.list(uri, START, 0);
    server.behaviour =
        exchange -> {
          try {
            go.await();
          } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
          }
          KeyServer.answer(exchange, 200, token, "Content-Type", "application/statuslist+jwt");
        };
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      List<Future<String>> requests = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        requests.add(pool.submit(() -> reason(0)));
      }
      Eventually.holds("a fetch is under way", () -> server.asked.size() == 1);
      go.countDown();
      int served = 0;
      for (Future<String> request : requests) {
        String said = request.get(20, TimeUnit.SECONDS);
        served += said.equals("valid") ? 1 : 0;
        assertTrue(said.equals("valid") || said.equals("503 no status list"), said);
      }
      assertTrue(served > 0, "requests that waited got the list");
      assertEquals(1, server.asked.size());
    } finally {
      go.countDown();
      pool.shutdownNow();
    }
  }

  @Test
  void check_requestThatCanStepAside_doesSo() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    server.behaviour =
        exchange -> {
          try {
            go.await();
          } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        };
    CountDownLatch resumed = new CountDownLatch(1);
    assertThrows(Paused.class, () -> lists.check(at(uri, 0), "hash", () -> resumed::countDown));
    go.countDown();
    assertTrue(resumed.await(20, TimeUnit.SECONDS));
  }

  @Test
  void refresh_statusThatFlips_isHeardOfByALookAtHalfOfTheTime() throws Exception {
    becomes("valid", 0);
    pass(REFRESH / 2);
    lists.refresh(news::add);
    assertEquals(1, server.asked.size(), "not before half of the time");
    serve(issuer.list(uri, now(), 1, 1, 2, 3, 0));
    assertEquals("valid", reason(0));
    pass(1);
    look();
    assertEquals("401 revoked", reason(0));
    assertEquals("token revoked", lists.withdrawn(at(uri, 0)));
    assertEquals(2, server.asked.size());
    assertEquals(List.of(), news, "nothing to tell");
  }

  @Test
  void check_listThatCantBeRefreshed_isClosedInTime_andHeals() throws Exception {
    becomes("valid", 0);
    server.serve(500, "");
    pass(REFRESH / 2 + 1);
    look();
    lists.refresh(news::add);
    assertEquals(1, news.size());
    assertTrue(news.get(0).what.contains(uri) && news.get(0).what.contains("status 500"));
    assertEquals("valid", reason(0), "the last good one stays for its time");
    pass(REFRESH / 2);
    assertEquals("503 no status list", reason(0));
    assertEquals("status of the token unknown", lists.withdrawn(at(uri, 0)));
    assertTrue(check(0).retryAfterSeconds() >= 1);
    Eventually.holds("the fetch ends", () -> !fetching());
    pass(6);
    serve(issuer.list(uri, now(), 0));
    look();
    assertEquals("valid", reason(0));
    lists.refresh(news::add);
    assertEquals(2, news.size());
    assertTrue(news.get(1).good);
  }

  /** No look at all: its thread has died, say. */
  @Test
  void check_withoutLooks_isClosedInTime() throws Exception {
    becomes("valid", 0);
    server.serve(500, "");
    pass(REFRESH + 1);
    assertEquals("503 no status list", reason(0));
  }

  @Test
  void check_hangingServer_holdsNobodyUpTwice_andIsCut() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String there = "http://127.0.0.1:" + hanging.getLocalPort() + "/1";
      lists.close();
      lists = open(policy(List.of(there), null));
      lists.refresh(news::add);
      Eventually.holds("a fetch is under way", StatusListsTest::fetching);
      assertEquals("status of the token unknown", lists.withdrawn(at(there, 0)));
      pass(6);
      lists.refresh(news::add);
      Eventually.holds(
          "it is cut",
          () -> {
            lists.refresh(news::add);
            return !news.isEmpty();
          });
      assertTrue(news.get(0).what.contains("too slow"), news.get(0).what);
      assertEquals(503, lists.check(at(there, 0), "hash", Pause.STANDING).status());
    }
  }

  private void refused(String why, String token) throws Exception {
    serve(token);
    assertRefused(why);
  }

  private void assertRefused(String why) throws Exception {
    news.clear();
    lists.close();
    lists = open(policy(List.of(uri), null));
    look();
    lists.refresh(news::add);
    assertEquals(1, news.size(), why);
    assertTrue(news.get(0).what.contains(why), why + ": " + news.get(0).what);
    assertEquals("503 no status list", reason(0), why);
  }

  private static String claims(String uri, String more) {
    return StatusIssuer.claims(uri, START, StatusIssuer.list(0, 0), more);
  }

  @Test
  void check_listNotToBeBelieved_is503() throws Exception {
    String good = claims(uri, "");
    String header = StatusIssuer.HEADER;
    refused("signature", forger.sign(header, good));
    refused("unknown key", issuer.sign(header.replace("k1", "k2"), good));
    refused("algorithm", issuer.sign(header.replace("ES256", "none"), good));
    refused("token type", issuer.sign(header.replace("statuslist+jwt", "jwt"), good));
    refused("token type", issuer.sign("{\"alg\":\"ES256\",\"kid\":\"k1\"}", good));
    refused("header parameter crit", issuer.sign(header.replace("}", ",\"crit\":[\"x\"]}"), good));
    refused("header parameter x5c", issuer.sign(header.replace("}", ",\"x5c\":[\"x\"]}"), good));
    refused("another place", issuer.sign(header, claims(server.url("/lists/2"), "")));
    refused("another place", issuer.sign(header, good.replace("\"sub\"", "\"subject\"")));
    refused("no iat", issuer.sign(header, good.replace("\"iat\"", "\"issued\"")));
    refused("future", issuer.sign(header, good.replace("" + START, "" + (START + 61))));
    refused("future", issuer.sign(header, claims(uri, ",\"nbf\":" + (START + 61))));
    refused("expired", issuer.sign(header, claims(uri, ",\"exp\":" + (START - 60))));
    refused("exp is no number", issuer.sign(header, claims(uri, ",\"exp\":\"never\"")));
    refused("ttl", issuer.sign(header, claims(uri, ",\"ttl\":0")));
    refused("ttl", issuer.sign(header, claims(uri, ",\"ttl\":-1")));
    refused("ttl", issuer.sign(header, claims(uri, ",\"ttl\":\"60\"")));
    refused("another issuer", issuer.sign(header, claims(uri, ",\"iss\":\"https://evil.test\"")));
    refused("audience", issuer.sign(header, claims(uri, ",\"aud\":\"others\"")));
    refused("bits", issuer.sign(header, good.replace("\"bits\":4", "\"bits\":3")));
    refused("base64url", issuer.sign(header, good.replace("\"lst\":\"", "\"lst\":\"+")));
    refused("no status_list", issuer.sign(header, good.replace("status_list", "list")));
    refused("malformed JSON", issuer.sign(header, claims(uri, ",\"sub\":\"" + uri + "\"")));
    refused("not a compact JWS", "");
    refused("not a compact JWS", good);
    String bomb =
        "{\"bits\":8,\"lst\":\""
            + Base64URL.encode(StatusBitsTest.zipped(new byte[1 << 22]))
            + "\"}";
    refused("larger than 4096", issuer.sign(header, StatusIssuer.claims(uri, START, bomb, "")));
    refused(
        "larger than", issuer.sign(header, claims(uri, ",\"pad\":\"" + "x".repeat(20_000) + "\"")));
    server.serve(200, issuer.sign(header, good), "Content-Type", "application/jwt");
    assertRefused("its type is not application/statuslist+jwt");
    server.serve(302, "", "Location", "http://127.0.0.1:1/");
    assertRefused("status 302");
    serve(
        issuer.sign(
            header,
            claims(uri, ",\"iss\":\"https://issuer.test\",\"aud\":[\"api\",\"x\"],\"ttl\":3600")));
    lists.close();
    lists = open(policy(List.of(uri), null));
    becomes("valid", 0);
  }

  /** What hosts a list need not be trusted not to serve an old one. */
  @Test
  void refresh_olderListThanBefore_isNotTaken() throws Exception {
    serve(issuer.list(uri, START - 10, 1));
    becomes("401 revoked", 0);
    serve(issuer.list(uri, START - 11, 0));
    pass(REFRESH / 2 + 1);
    look();
    assertEquals("401 revoked", reason(0));
    pass(REFRESH);
    assertEquals("503 no status list", reason(0));
    Eventually.holds("the fetch ends", () -> !fetching());
    assertEquals("503 no status list", reason(0), "nor when there is none any more");
  }

  @Test
  void check_afterItsExpiry_isClosed() throws Exception {
    serve(issuer.sign(StatusIssuer.HEADER, claims(uri, ",\"exp\":" + (START - 50))));
    becomes("valid", 0);
    pass(9);
    assertEquals("valid", reason(0), "the issuer's clock may be off");
    pass(1);
    assertEquals("503 no status list", reason(0));
  }

  @Test
  void refresh_shorterTtl_counts_andALongerOneDoesNot() throws Exception {
    serve(issuer.sign(StatusIssuer.HEADER, claims(uri, ",\"ttl\":20")));
    becomes("valid", 0);
    pass(11);
    serve(issuer.sign(StatusIssuer.HEADER, claims(uri, ",\"ttl\":43200")));
    look();
    assertEquals(2, server.asked.size());
    pass(REFRESH / 2 + 1);
    look();
    assertEquals(3, server.asked.size());
  }

  @Test
  void check_moreListsThanAreKept_is503_withoutAFetch() throws Exception {
    for (int i = 2; i <= 3; i++) {
      String other = server.url("/lists/" + i);
      serve(issuer.list(other, START, 0));
      Eventually.holds(
          "list " + i, () -> lists.check(at(other, 0), "hash", Pause.STANDING) == null);
    }
    String more = server.url("/lists/4");
    assertEquals(
        "too many status lists", lists.check(at(more, 0), "hash", Pause.STANDING).reason());
    assertEquals(2, server.asked.size());
    pass(TimeUnit.HOURS.toSeconds(3));
    serve(issuer.list(uri, START, 0));
    lists.refresh(news::add);
    becomes("valid", 0);
    serve(issuer.list(more, START, 0));
    Eventually.holds(
        "unused ones make place", () -> lists.check(at(more, 0), "hash", Pause.STANDING) == null);
  }

  @Test
  void check_keysOfTheirOwn_andNoOthers() throws Exception {
    StatusIssuer signer = new StatusIssuer();
    String keys = signer.publish(folder.resolve("status.json")).toString();
    lists.close();
    lists = open(policy(List.of(uri), keys));
    look();
    assertEquals("503 no status list", reason(0), "the issuer's own key is not one of them");
    pass(6);
    serve(signer.sign(StatusIssuer.HEADER, claims(uri, ",\"iss\":\"https://status.test\"")));
    look();
    assertEquals("valid", reason(0));
  }

  private Identification ask(Authenticator authenticator, String status) {
    return authenticator.identify(Request.with("Bearer " + issuer.token(now(), "ada", status)));
  }

  private static String why(Identification identity) {
    CredentialError error = identity.error();
    return error == null ? "" : error.reason();
  }

  @Test
  void identify_onlyWhatThePolicyNames_isFetched_andOnlyForAVerifiedToken() throws Exception {
    AtomicInteger elsewhere = new AtomicInteger();
    try (KeyServer other = new KeyServer(nanos::get);
        Authenticator authenticator = new Authenticator(wall, nanos::get)) {
      other.behaviour = exchange -> elsewhere.incrementAndGet();
      authenticator.configure(Identity.of(trusted(policy(List.of(server.url("/lists/*")), null))));
      String place = "status list of another place";
      for (String bad :
          List.of(
              other.url("/lists/1"),
              server.url("/other/1"),
              server.url("/lists"),
              server.url("/lists/"),
              server.url("/lists/*"),
              server.url("/lists/../keys"),
              server.url("/lists/a/../../keys"),
              server.url("/lists/%2e%2e/keys"),
              server.url("/lists/1?to=x"),
              server.url("/lists/1#x"),
              server.url("/lists//1"),
              uri.replace("http://", "http://x@"),
              "file:///etc/passwd")) {
        assertEquals(place, why(ask(authenticator, StatusIssuer.status(bad, 0))), bad);
      }
      for (Object bad : List.of("-1", "1.0", "\"0\"", "null", "2147483648", "1e99", "[0]")) {
        String status = StatusIssuer.status(uri, bad);
        assertEquals("status index", why(ask(authenticator, status)), status);
      }
      for (String bad : List.of("null", "1", "\"active\"", "{}", "{\"status_list\":1}")) {
        assertEquals("no status list", why(ask(authenticator, bad)), bad);
      }
      String forged = forger.token(now(), "ada", StatusIssuer.status(uri, 0));
      assertEquals("signature", why(authenticator.identify(Request.with("Bearer " + forged))));
      assertEquals(0, server.asked.size(), "no fetch for any of these");
      assertEquals(0, elsewhere.get());
      assertNotNull(ask(authenticator, null).principal(), "one that names none is good");
      Eventually.holds(
          "permitted", () -> ask(authenticator, StatusIssuer.status(uri, 0)).principal() != null);
      assertEquals("revoked", why(ask(authenticator, StatusIssuer.status(uri, 1))));
    }
  }

  @Test
  void identify_required_refusesATokenThatNamesNone() throws Exception {
    try (Authenticator authenticator = new Authenticator(wall, nanos::get)) {
      StatusList how = new StatusList(List.of(uri), true, REFRESH, null, MOST, 3);
      authenticator.configure(Identity.of(trusted(how)));
      assertEquals("no status", why(ask(authenticator, null)));
      Eventually.holds(
          "permitted", () -> ask(authenticator, StatusIssuer.status(uri, 0)).principal() != null);
    }
  }

  @Test
  void identify_rememberedToken_isAskedAbout_andAReloadKeepsTheList() throws Exception {
    try (Authenticator authenticator = new Authenticator(wall, nanos::get)) {
      Issuer trusted = trusted(policy(List.of(uri), null));
      authenticator.configure(Identity.of(trusted));
      String token = issuer.token(now(), "ada", StatusIssuer.status(uri, 0));
      Request request = Request.with("Bearer " + token);
      Eventually.holds("permitted", () -> authenticator.identify(request).principal() != null);
      Principal principal = authenticator.identify(request).principal();
      assertSame(principal, authenticator.identify(request).principal(), "it is remembered");
      assertNull(authenticator.withdrawn(principal));
      int asked = server.asked.size();
      authenticator.configure(Identity.of(trusted));
      assertNotNull(authenticator.identify(request).principal());
      assertEquals(asked, server.asked.size());

      serve(issuer.list(uri, now() + 1, 1));
      pass(REFRESH / 2 + 1);
      // The authenticator looks by itself, once a second.
      Eventually.holds("refused", () -> why(authenticator.identify(request)).equals("revoked"));
      assertEquals("token revoked", authenticator.withdrawn(principal));
      assertEquals("invalid_token", authenticator.identify(request).error().code());

      authenticator.configure(Identity.of(trusted.with(null)));
      assertNotNull(authenticator.identify(request).principal(), "the policy asks no more");
    }
  }
}
