package io.bartizan.engine.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.bartizan.engine.outbound.Fetched;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys from a real server on loopback, by a clock that the test moves. */
class UrlKeysTest {

  private static final ECKey OLD = key("old");
  private static final ECKey NEW = key("new");

  private final AtomicLong clock = new AtomicLong(TimeUnit.DAYS.toNanos(1));
  private KeyServer server;
  private UrlKeys keys;

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String set(ECKey... keys) {
    List<com.nimbusds.jose.jwk.JWK> all = new ArrayList<>();
    Arrays.asList(keys).forEach(key -> all.add(key.toPublicJWK()));
    return new JWKSet(all).toString();
  }

  @BeforeEach
  void serve() throws IOException {
    server = new KeyServer(clock::get);
    server.serve(200, set(OLD));
    keys = keysAt(server.url("/keys"));
  }

  @AfterEach
  void end() {
    keys.close();
    server.close();
  }

  private UrlKeys keysAt(String url) {
    return new UrlKeys(url, fetch -> url, ServerTrust.JDK, clock::get, KeySet::parse);
  }

  private static boolean has(KeySet set, ECKey key) {
    return set != null && set.find(key.getKeyID(), "ES256") != null;
  }

  private void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  /** The old key's set, however long the first fetch of a cold JVM takes. */
  private void firstKeys() throws InterruptedException {
    Eventually.holds("keys are there", () -> has(keys.keys(Pause.STANDING), OLD));
  }

  /** Lets time pass as it does in a server: with a look every second. */
  private void passLooking(long seconds) throws InterruptedException {
    for (long i = 0; i < seconds; i++) {
      pass(1);
      int before = server.asked.size();
      keys.refresh();
      landed(before);
    }
  }

  /** Waits until a fetch that has begun, if one has, is over. */
  private void landed(int before) throws InterruptedException {
    Eventually.holds("the fetch ends", () -> !fetching());
    assertTrue(server.asked.size() - before <= 1, "one fetch a look");
  }

  private static boolean fetching() {
    Thread[] threads = new Thread[Thread.activeCount() + 100];
    int count = Thread.enumerate(threads);
    return Arrays.stream(threads, 0, count).anyMatch(t -> t.getName().equals("bartizan-key-fetch"));
  }

  @Test
  void keys_manyFirstRequests_shareOneFetch() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    server.behaviour =
        exchange -> {
          await(go);
          KeyServer.answer(exchange, 200, set(OLD));
        };
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      List<Future<KeySet>> requests = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        requests.add(pool.submit(() -> keys.keys(Pause.STANDING)));
      }
      Eventually.holds("a fetch is under way", () -> server.asked.size() == 1);
      go.countDown();
      int served = 0;
      for (Future<KeySet> request : requests) {
        served += has(request.get(20, TimeUnit.SECONDS), OLD) ? 1 : 0;
      }
      assertTrue(served > 0, "requests that waited got keys");
      assertTrue(has(keys.keys(Pause.STANDING), OLD));
      assertEquals(1, server.asked.size());
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  /** F11, F13: without the bound on waiting, these would wait for 140 s. */
  @Test
  void f13_serverHangs_onlyRequestsOfTheFirstMomentWait() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    server.behaviour = exchange -> await(never);
    long began = System.nanoTime();
    assertNull(keys.keys(Pause.STANDING), "waits, and gives up");
    clock.addAndGet(UrlKeys.WAIT_NANOS);
    for (int i = 0; i < 200; i++) {
      assertNull(keys.keys(Pause.STANDING));
      assertNull(keys.newerKeys(Pause.STANDING));
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    assertTrue(seconds < 10, "400 requests waited " + seconds + " s");
    assertEquals(1, server.asked.size());
    assertTrue(keys.retryAfterSeconds() > 0 && keys.retryAfterSeconds() <= 30);
    never.countDown();
  }

  /** After one failure, not even the first moment of the next fetch is waited for. */
  @Test
  void f11_serverFailed_nextFetchHoldsUpNobody() throws Exception {
    server.serve(500, "");
    assertNull(keys.keys(Pause.STANDING));
    Eventually.holds("it is answered", () -> server.underWay.get() == 0);
    CountDownLatch never = new CountDownLatch(1);
    server.behaviour = exchange -> await(never);
    long began = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      pass(31);
      assertNull(keys.keys(Pause.STANDING));
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    assertTrue(seconds < 10, "20 requests waited " + seconds + " s");
    assertEquals(1, server.mostUnderWay.get(), "in flight");
    never.countDown();
  }

  @Test
  void refresh_beforeKeysGetOld_fetchesSoThatNoRequestDoes() throws Exception {
    keys.refresh();
    Eventually.holds("keys are there", () -> keys.inForce() != null);
    server.serve(200, set(OLD, NEW));
    passLooking(149);
    assertEquals(1, server.asked.size());
    passLooking(2);
    assertEquals(2, server.asked.size());
    assertTrue(has(keys.inForce(), NEW), "nobody asked for it");
  }

  @Test
  void f12_serverDown_knownKeysStayForAnHourAndComeBack() throws Exception {
    firstKeys();
    server.serve(503, "");
    passLooking(3600);
    assertTrue(has(keys.keys(Pause.STANDING), OLD));
    assertTrue(has(keys.newerKeys(Pause.STANDING), OLD));
    assertFalse(keys.refresh());
    pass(1);
    assertNull(keys.keys(Pause.STANDING));
    assertNull(keys.newerKeys(Pause.STANDING));
    assertTrue(keys.refresh(), "tokens of keys that are gone are not remembered");
    assertFalse(keys.refresh(), "told once");
    server.serve(200, set(NEW));
    passLooking(31);
    assertTrue(has(keys.keys(Pause.STANDING), NEW));
    assertFalse(has(keys.keys(Pause.STANDING), OLD));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 29, 149, 150, 151, 299})
  void f15_keyWithdrawn_isOutOfForceInFiveMinutes(int secondsAfterFetch) throws Exception {
    firstKeys();
    passLooking(secondsAfterFetch);
    server.serve(200, set(NEW));
    int told = 0;
    for (int i = 0; i < 300; i++) {
      pass(1);
      int before = server.asked.size();
      told += keys.refresh() ? 1 : 0;
      landed(before);
    }
    told += keys.refresh() ? 1 : 0;
    assertFalse(has(keys.keys(Pause.STANDING), OLD));
    assertTrue(has(keys.keys(Pause.STANDING), NEW));
    assertEquals(1, told, "tokens that it verified are forgotten");
  }

  /** F15 where the looking thread does not run, as after the process was stopped. */
  @Test
  void f15_nobodyLooked_theFirstRequestDoes() throws Exception {
    firstKeys();
    server.serve(200, set(NEW));
    pass(301);
    assertFalse(has(keys.keys(Pause.STANDING), OLD));
  }

  @Test
  void f14_unknownKeysAskedForWithoutEnd_causeOneFetchInThirtySeconds() throws Exception {
    firstKeys();
    for (int i = 0; i < 6000; i++) {
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
      keys.newerKeys(Pause.STANDING);
    }
    assertTrue(server.asked.size() >= 15, "fetches: " + server.asked.size());
    for (int i = 1; i < server.asked.size(); i++) {
      long gap = TimeUnit.NANOSECONDS.toMillis(server.asked.get(i) - server.asked.get(i - 1));
      assertTrue(gap >= 30_000, "gap of " + gap + " ms");
    }
  }

  @Test
  void f14_rotation_firstTokenOfTheNewKeyFetchesIt() throws Exception {
    firstKeys();
    server.serve(200, set(OLD, NEW));
    pass(30);
    assertFalse(has(keys.keys(Pause.STANDING), NEW));
    assertTrue(has(keys.newerKeys(Pause.STANDING), NEW));
  }

  @Test
  void begin_manyThreadsAtTheEndOfThePause_startOneFetch() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(16);
    try {
      firstKeys();
      for (int round = 1; round <= 50; round++) {
        pass(30);
        List<Future<KeySet>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          all.add(pool.submit(() -> keys.newerKeys(Pause.STANDING)));
        }
        for (Future<KeySet> one : all) {
          one.get(20, TimeUnit.SECONDS);
        }
        int fetches = round + 1;
        Eventually.holds("the fetch arrives", () -> server.asked.size() >= fetches);
        Eventually.holds("the fetch ends", () -> !fetching());
        assertEquals(fetches, server.asked.size());
      }
    } finally {
      pool.shutdownNow();
    }
  }

  static List<String> badSets() throws JOSEException {
    String other = key("old").toPublicJWK().toString();
    String old = OLD.toPublicJWK().toString();
    String secret = new OctetSequenceKey.Builder(new byte[32]).keyID("s").build().toString();
    return List.of(
        "",
        "<html><body>Down for maintenance</body></html>",
        "{\"keys\":[]}",
        "{\"keys\":[" + old,
        "{\"keys\":[" + old + "]} x",
        "{\"keys\":[" + old + "," + other + "]}",
        "{\"keys\":[" + old + "," + secret + "]}",
        "{\"keys\":[" + NEW.toJSONString() + "]}",
        "{\"keys\":[" + NEW.toPublicJWK() + "],\"keys\":[" + old + "]}",
        "{\"pad\":\"" + "x".repeat(KeySet.MAX_BYTES) + "\",\"keys\":[" + NEW.toPublicJWK() + "]}");
  }

  @ParameterizedTest
  @MethodSource("badSets")
  void f16_answerThatIsNoGoodSet_leavesTheLastGoodOne(String body) throws Exception {
    KeySet good = keys.keys(Pause.STANDING);
    assertTrue(has(good, OLD));
    server.serve(200, body);
    passLooking(200);
    assertTrue(server.asked.size() >= 2, "fetched again: " + server.asked.size());
    assertSame(good, keys.keys(Pause.STANDING));
    server.serve(200, set(NEW));
    passLooking(31);
    assertTrue(has(keys.keys(Pause.STANDING), NEW), "and is replaced by the next good one");
  }

  @ParameterizedTest
  @CsvSource({"302,other", "307,other", "301,same", "308,same"})
  void f16_redirect_isNotFollowed(int status, String origin) throws Exception {
    try (KeyServer elsewhere = new KeyServer(clock::get)) {
      elsewhere.serve(200, set(NEW));
      KeySet good = keys.keys(Pause.STANDING);
      String to = origin.equals("other") ? elsewhere.url("/keys") : server.url("/moved");
      AtomicInteger followed = new AtomicInteger();
      server.behaviour =
          exchange -> {
            if (exchange.getRequestURI().getPath().equals("/moved")) {
              followed.incrementAndGet();
            }
            KeyServer.answer(exchange, status, "", "Location", to);
          };
      passLooking(200);
      assertTrue(server.asked.size() >= 2, "fetched again");
      assertEquals(0, elsewhere.asked.size() + followed.get());
      assertSame(good, keys.keys(Pause.STANDING));
    }
  }

  /** Endless, so that whoever reads it to its end never ends. */
  @Test
  void f16_answerWithoutEnd_isReadToItsBoundOnly() throws Exception {
    AtomicBoolean brokenOff = new AtomicBoolean();
    server.behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[65536]);
            }
          } catch (IOException broken) {
            brokenOff.set(true);
          }
        };
    assertNull(keys.keys(Pause.STANDING));
    Eventually.holds("the connection is closed", brokenOff::get);
  }

  /** F13: a byte now and then keeps every single read short. */
  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK\r\nX-", "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{"})
  void f13_answerTrickles_isCutAndNeverTwoAtATime(String start) throws Exception {
    AtomicInteger connections = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    try (ServerSocket trickling = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread accepting =
          new Thread(
              () -> {
                while (!trickling.isClosed()) {
                  try (Socket socket = trickling.accept()) {
                    connections.incrementAndGet();
                    trickle(socket, start);
                    ended.incrementAndGet();
                  } catch (IOException closed) {
                    return;
                  }
                }
              });
      accepting.setDaemon(true);
      accepting.start();
      UrlKeys slow = keysAt("http://127.0.0.1:" + trickling.getLocalPort() + "/keys");
      slow.refresh();
      Eventually.holds("a connection", () -> connections.get() == 1);
      clock.addAndGet(KeyFetch.TOTAL_NANOS);
      for (int i = 0; i < 200; i++) {
        slow.refresh();
        slow.keys(Pause.STANDING);
      }
      assertEquals(0, ended.get(), "it had the time that it may have");
      pass(1);
      slow.refresh();
      Eventually.holds("it is cut", () -> ended.get() == 1);
      assertEquals(1, connections.get());
      pass(30);
      Eventually.holds(
          "there is another try",
          () -> {
            slow.refresh();
            return connections.get() == 2;
          });
      slow.close();
      Eventually.holds("which ends with its keys", () -> ended.get() == 2);
    }
  }

  private static void trickle(Socket socket, String start) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(start.getBytes(StandardCharsets.ISO_8859_1));
      while (true) {
        out.write('x');
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException | InterruptedException end) {
      return;
    }
  }

  @Test
  void fetch_whateverItThrows_ends() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (UrlKeys failing =
        new UrlKeys(
            "failing",
            fetch -> {
              switch (tries.incrementAndGet()) {
                case 1:
                  throw new OutOfMemoryError("made by a test");
                case 2:
                  throw new NoClassDefFoundError("made by a test");
                case 3:
                  throw new StackOverflowError("made by a test");
                case 4:
                  throw new IllegalStateException("made by a test");
                default:
                  return server.url("/keys");
              }
            },
            ServerTrust.JDK,
            clock::get,
            KeySet::parse)) {
      for (int i = 1; i < 5; i++) {
        int count = i;
        // Asked again until it is heard: the try before may not have quite ended.
        Eventually.holds(
            "a try", () -> failing.keys(Pause.STANDING) == null && tries.get() == count);
        pass(30);
      }
      Eventually.holds("keys", () -> failing.keys(Pause.STANDING) != null);
    }
  }

  @Test
  void keys_requestInterrupted_doesNotWaitAndStaysInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    server.behaviour = exchange -> await(never);
    Thread.currentThread().interrupt();
    try {
      assertNull(keys.keys(Pause.STANDING));
    } finally {
      assertTrue(Thread.interrupted());
      never.countDown();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-age=60 | | 60",
        "public, Max-Age=\"80\" | | 80",
        "max-age=90 | 30 | 60",
        "max-age=86400 | | 300",
        "max-age=0 | | 60",
        "max-age=-5 | | 60",
        "max-age=99999999999999999999 | | 60",
        "max-age=7 , max-age=200 | | 60",
        "max-age=200 | 999999 | 60",
        "no-store | | 60",
        "no-cache, max-age=200 | | 60",
        "private | | 300"
      })
  void cacheControl_shortensTheTimeThatKeysAreFresh(String field, String age, long seconds) {
    Fetched fetched = new Fetched(new byte[0], null, field, age);
    long least = TimeUnit.SECONDS.toNanos(60);
    assertEquals(
        seconds, TimeUnit.NANOSECONDS.toSeconds(fetched.freshNanos(least, UrlKeys.FRESH_NANOS)));
  }

  @Test
  void cacheControl_ofTheKeySet_counts() throws Exception {
    server.serve(200, set(OLD), "Cache-Control", "max-age=100");
    assertNotNull(keys.keys(Pause.STANDING));
    passLooking(49);
    assertEquals(1, server.asked.size());
    passLooking(2);
    assertEquals(2, server.asked.size());
  }
}
