package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Introspection;
import io.bartizan.policy.Issuer;
import io.bartizan.policy.TokenTerms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectorTest {

  private static final long NOW = 1_795_000_000L;
  private static final String OPAQUE = "2YotnFZFEjr1zCsicMWpAA";

  /** As RFC 7662, 2.2 has it. */
  private static final String ACTIVE =
      "{\"active\":true,\"client_id\":\"l238j323ds-23ij4\",\"sub\":\"Z5O3upPC88QrAjx00dis\","
          + "\"aud\":\"api\",\"iss\":\"https://issuer.test\",\"exp\":"
          + (NOW + 300)
          + ",\"iat\":"
          + (NOW - 100)
          + ",\"roles\":[\"clerk\"]}";

  @TempDir Path folder;
  private final AtomicLong clock = new AtomicLong();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private KeyServer server;
  private Authenticator authenticator;

  @BeforeEach
  void open() throws Exception {
    server = new KeyServer(clock::get);
    answering(200, ACTIVE);
    trust(false);
  }

  @AfterEach
  void close() {
    authenticator.close();
    server.close();
  }

  private void answering(int status, String body) {
    server.behaviour =
        exchange -> {
          note(exchange);
          KeyServer.answer(exchange, status, body);
        };
  }

  private void note(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
  }

  private Path secret(String text) throws IOException {
    Path file = folder.resolve("secret.txt");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private void trust(boolean ofAllTokens) throws Exception {
    Path jwks = folder.resolve("jwks.json");
    Files.writeString(jwks, "{\"keys\":[" + new Proofs().publicKey() + "]}");
    Introspection how =
        new Introspection(
            server.url("/introspect"), "api:1", secret("a b%c\n").toString(), ofAllTokens, 10);
    Issuer issuer =
        new Issuer(
            "https://issuer.test",
            Set.of("api"),
            Set.of("ES256"),
            jwks.toString(),
            "roles",
            TokenTerms.DEFAULT,
            null,
            how);
    Clock wall = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    authenticator = new Authenticator(wall, clock::get);
    authenticator.configure(Identity.of(issuer));
  }

  private Identification ask(String token) {
    return authenticator.identify(Request.with("Bearer " + token));
  }

  private @Nullable CredentialError refused(String token) {
    Identification identity = ask(token);
    assertNull(identity.principal());
    return identity.error();
  }

  private void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void identify_opaqueToken_isAskedAboutOnceForAsLongAsItIsBelieved() throws Exception {
    for (int i = 0; i < 5; i++) {
      Principal principal = ask(OPAQUE).principal();
      assertNotNull(principal);
      assertEquals("Z5O3upPC88QrAjx00dis", principal.id());
      assertEquals(Set.of("clerk"), principal.roles());
      assertEquals("l238j323ds-23ij4", principal.clientId());
    }
    assertEquals(List.of("token_type_hint=access_token&token=" + OPAQUE), bodies);
    // RFC 6749, 2.3.1: "api%3A1:a+b%25c".
    assertEquals("Basic YXBpJTNBMTphK2IlMjVj", authorizations.get(0));
    pass(11);
    answering(200, "{\"active\":false}");
    CredentialError error = refused(OPAQUE);
    assertNotNull(error);
    assertEquals(401, error.status());
    assertEquals("inactive", error.reason());
    assertEquals(2, bodies.size());
    refused(OPAQUE);
    assertEquals(2, bodies.size(), "what is inactive is remembered, too");
  }

  /** RFC 9449, 7.1 shows an opaque token with dots. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU",
        "a.b.c",
        "eyJhbGciOiJFUzI1NiJ9",
        "eyJhbGciOi.b.c",
        "a+b/c==",
        "."
      })
  void identify_whatIsNoSignedToken_isOpaque(String token) {
    assertNotNull(ask(token).principal());
    assertEquals(1, bodies.size());
    assertTrue(
        bodies
            .get(0)
            .endsWith(
                "="
                    + token
                        .replace("~", "%7E")
                        .replace("+", "%2B")
                        .replace("/", "%2F")
                        .replace("=", "%3D")),
        bodies.get(0));
  }

  @Test
  void identify_signedToken_isNotAskedAboutUnlessThePolicySaysSo() throws Exception {
    String header = "eyJhbGciOiJFUzI1NiJ9";
    String claims =
        com.nimbusds.jose.util.Base64URL.encode("{\"iss\":\"https://issuer.test\"}").toString();
    String token = header + "." + claims + ".AAAA";
    assertNotNull(refused(token));
    assertEquals(0, bodies.size());
    authenticator.close();
    trust(true);
    assertNotNull(ask(token).principal(), "a lightweight token");
    assertEquals(1, bodies.size());
    String foreign =
        com.nimbusds.jose.util.Base64URL.encode("{\"iss\":\"https://other.test\"}").toString();
    assertNotNull(refused(header + "." + foreign + ".AAAA"));
    assertEquals(1, bodies.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"aud\":\"api\"=\"aud\":\"other\"",
        "\"aud\":\"api\",=",
        "\"iss\":\"https://issuer.test\"=\"iss\":\"https://other.test\"",
        "\"exp\"=\"x\"",
        "\"sub\"=\"x\"",
        "\"exp\":1795000300=\"exp\":1794999000",
        "\"client_id\"=\"cnf\":{\"jkt\":\"x\"},\"client_id\"",
      })
  void identify_answerThatIsNotForHere_is401(String change) {
    String[] parts = change.split("=", 2);
    assertTrue(ACTIVE.contains(parts[0]), parts[0]);
    answering(200, ACTIVE.replace(parts[0], parts[1]));
    CredentialError error = refused(OPAQUE);
    assertNotNull(error);
    assertEquals(401, error.status(), error.reason());
  }

  /** Closed: what can't be understood is not good, and not bad for ever either. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "500 {\"active\":true}",
        "401 {}",
        "302 {}",
        "204 ",
        "200 ",
        "200 <html>",
        "200 {}",
        "200 {\"active\":\"true\"}",
        "200 {\"active\":1}",
        "200 {\"active\":true",
        "200 []",
        "200 {\"active\":true,\"active\":false}"
      })
  void identify_answerThatIsNone_is503AndAskedAgainASecondLater(String answer) {
    answering(Integer.parseInt(answer.substring(0, 3)), answer.substring(4));
    CredentialError error = refused(OPAQUE);
    assertNotNull(error);
    assertEquals(503, error.status());
    assertEquals(1, error.retryAfterSeconds());
    refused(OPAQUE);
    assertEquals(1, bodies.size());
    answering(200, ACTIVE);
    pass(2);
    assertNotNull(ask(OPAQUE).principal());
  }

  @Test
  void identify_expiryDuringTheCache_isSeen() throws Exception {
    answering(200, ACTIVE.replace("" + (NOW + 300), "" + (NOW - 59)));
    assertNotNull(ask(OPAQUE).principal(), "within the skew");
    answering(200, ACTIVE.replace("" + (NOW + 300), "" + (NOW - 60)));
    assertNotNull(refused("another"));
  }

  @Test
  void identify_manyRequestsWithOneToken_shareOneQuestion() throws Exception {
    CountDownLatch all = new CountDownLatch(1);
    server.behaviour =
        exchange -> {
          note(exchange);
          try {
            all.await(5, TimeUnit.SECONDS);
          } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
          }
          KeyServer.answer(exchange, 200, ACTIVE);
        };
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      List<Callable<Identification>> tasks = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        tasks.add(() -> ask(OPAQUE));
      }
      List<Future<Identification>> answers = new ArrayList<>();
      tasks.forEach(task -> answers.add(threads.submit(task)));
      Eventually.holds("asked", () -> bodies.size() == 1);
      all.countDown();
      for (Future<Identification> answer : answers) {
        assertNotNull(answer.get(10, TimeUnit.SECONDS).principal());
      }
      assertEquals(1, bodies.size());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void identify_serverThatHangs_holdsUpNobodyForLongAndIsNotAskedWithoutEnd() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    server.behaviour =
        exchange -> {
          try {
            never.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(100);
    try {
      long start = System.nanoTime();
      List<Future<CredentialError>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String token = "token" + i;
        answers.add(threads.submit(() -> refused(token)));
      }
      for (Future<CredentialError> answer : answers) {
        CredentialError error = answer.get(20, TimeUnit.SECONDS);
        assertNotNull(error);
        assertEquals(503, error.status());
      }
      assertTrue(server.asked.size() <= Introspector.MAX_UNDER_WAY, "" + server.asked.size());
      assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) < 10);
      // What takes too long is cut, and makes room.
      pass(6);
      answering(200, ACTIVE);
      Eventually.holds("room again", () -> ask(OPAQUE).principal() != null);
    } finally {
      never.countDown();
      threads.shutdownNow();
    }
  }

  /** A request whose thread must not wait steps aside, and finds the answer when it comes back. */
  @Test
  void identify_onAnEventLoop_stepsAside() throws Exception {
    for (int status : new int[] {200, 500}) {
      String token = "token-" + status;
      answering(status, ACTIVE);
      CountDownLatch back = new CountDownLatch(1);
      Request loop = Request.with("Bearer " + token);
      loop.resume = back::countDown;
      assertThrows(Paused.class, () -> authenticator.identify(loop));
      assertTrue(back.await(10, TimeUnit.SECONDS), "taken up again");
      Identification identity = authenticator.identify(loop);
      CredentialError error = identity.error();
      assertEquals(status == 200, identity.principal() != null);
      assertTrue(error == null || error.status() == 503);
    }
    assertEquals(2, bodies.size());
  }

  @Test
  void configure_secretThatOthersMayReadOrThatIsNone_isAProblem() throws Exception {
    for (String[] bad :
        new String[][] {{"", "rw-------"}, {" \n", "rw-------"}, {"x", "rw-r--r--"}}) {
      Path file = secret(bad[0]);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(bad[1]));
      KeySetException problem =
          assertThrows(KeySetException.class, () -> ClientSecret.of("a", file.toString()));
      assertTrue(String.valueOf(problem.getMessage()).contains("BZ2003"), problem.getMessage());
    }
    Files.delete(folder.resolve("secret.txt"));
    assertNotNull(refused(OPAQUE), "a secret that is away: nobody can be asked");
    assertEquals(0, bodies.size());
  }
}
