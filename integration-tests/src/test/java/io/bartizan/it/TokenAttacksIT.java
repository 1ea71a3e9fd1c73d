package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.identity.CredentialError;
import io.bartizan.engine.identity.Identification;
import io.bartizan.engine.identity.Principal;
import io.bartizan.policy.Identity;
import io.bartizan.policy.Issuer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus of token attacks: minted anew, judged in process, and sent to real servers. */
class TokenAttacksIT {

  /** The corpus' bound on what one refusal may cost. */
  private static final long CPU_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** A decision's second, and more than a loaded machine adds to it. */
  private static final long DECISION_MILLIS = 5000;

  /** Of a row with thousands of tokens, so many are sent to servers. */
  private static final int SENT = 48;

  /** Below what the servers read of a header by themselves, with room for the request line. */
  private static final int CONTAINER_LIMIT = 7 * 1024;

  /** The time in process; on the wire it is the servers' own. */
  private static Instant minted;

  private static AttackedKeyServer server;
  private static AttackKeys keys;
  private static AttackedIssuers issuers;
  private static List<Attack> attacks;

  @BeforeAll
  static void mint() throws Exception {
    List<Recipe> recipes = Recipe.all();
    minted = Instant.now();
    server = new AttackedKeyServer();
    keys = new AttackKeys();
    issuers = new AttackedIssuers(server, keys);
    attacks = new ArrayList<>();
    for (Recipe recipe : recipes) {
      attacks.add(Attack.of(recipe, keys, server.port(), minted.getEpochSecond()));
    }
    assertEquals(
        Files.readAllLines(Places.corpus().resolve("jose-attacks.jsonl")).size(), attacks.size());
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.close();
    }
  }

  private static List<Attack> minted() {
    return attacks.stream().filter(attack -> attack.left == null).toList();
  }

  @Test
  void everyRow_isRunOrLeftForAReason() throws Exception {
    Map<String, Integer> table = new TreeMap<>();
    for (Attack attack : attacks) {
      String what = attack.left == null ? "run" : "left, " + attack.left;
      table.merge(attack.recipe.group + ": " + what, 1, Integer::sum);
    }
    table.forEach((what, count) -> System.out.println("token attacks: " + what + " " + count));
    int run = minted().size();
    int left = (int) attacks.stream().filter(attack -> attack.left != null).count();
    assertEquals(attacks.size(), run + left);
    assertTrue(
        minted().stream().map(attack -> attack.recipe.group).distinct().count() >= 13,
        "whole groups are missing");
    for (Attack attack : minted()) {
      assertFalse(attack.values.isEmpty(), attack.toString());
    }
  }

  @Test
  void inProcess_everyTokenHasItsOutcomeWithoutAFetch() throws Exception {
    try (Authenticator authenticator = new Authenticator(Clock.fixed(minted, ZoneOffset.UTC))) {
      authenticator.configure(Identity.of(issuers.issuers().toArray(new Issuer[0])));
      warm(authenticator);
      long start = System.nanoTime();
      int first = server.hits("main");
      int tokens = 0;
      Map<String, Long> cpu = new LinkedHashMap<>();
      for (Attack attack : minted()) {
        int before = server.hits("main");
        for (String value : attack.values) {
          judged(attack, identify(authenticator, value));
          tokens++;
        }
        if (attack.recipe.invariant.contains("no outbound fetch")) {
          assertEquals(before, server.hits("main"), attack + " made the agent fetch keys");
        }
        assertEquals(0, server.strays(), attack + " made the agent ask elsewhere");
        if (!attack.aboutTheKeyServer() && !attack.recipe.expect.equals("accept")) {
          cpu.put(attack.toString(), cpu(authenticator, attack.values.get(0)));
        }
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertTrue(server.hits("main") - first <= 1 + seconds / 30, "one fetch in 30 s");
      List<Long> sorted = cpu.values().stream().sorted().toList();
      System.out.printf(
          "token attacks: %d tokens in process, CPU a refusal: median %d us, most %d us%n",
          tokens, sorted.get(sorted.size() / 2) / 1000, sorted.get(sorted.size() - 1) / 1000);
      cpu.forEach((attack, nanos) -> assertTrue(nanos <= CPU_NANOS, attack + ": " + nanos));
    }
  }

  /** Every good issuer's keys are there, and the code has been run. */
  private static void warm(Authenticator authenticator) throws Exception {
    for (Attack attack : minted()) {
      if (attack.recipe.expect.equals("accept")) {
        assertNotNull(identify(authenticator, attack.values.get(0)).principal(), attack.toString());
      }
    }
    for (String set : Attack.SETS) {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (server.hits(set) == 0 && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertTrue(server.hits(set) > 0, set);
    }
  }

  private static Identification identify(Authenticator authenticator, String value) {
    return authenticator.identify(new BareExchange(value));
  }

  private static void judged(Attack attack, Identification identity) {
    Principal principal = identity.principal();
    CredentialError error = identity.error();
    String what = attack + (error == null ? "" : ": " + error.status() + " " + error.reason());
    switch (attack.recipe.expect) {
      case "accept":
        assertNotNull(principal, what);
        assertEquals(Set.of("admin"), principal.roles(), what);
        break;
      case "reject":
        assertNull(principal, what);
        assertNotNull(error, what);
        assertTrue(
            error.status() == 401 || attack.aboutTheKeyServer() && error.status() == 503, what);
        break;
      case "no-admin":
        assertTrue(principal == null || !principal.roles().contains("admin"), what);
        break;
      case "either":
        assertTrue(principal == null || principal.roles().equals(Set.of("admin")), what);
        break;
      default:
        throw new IllegalArgumentException(attack.recipe.expect);
    }
  }

  /** The least of some runs, in nanoseconds: what other threads disturb only adds. */
  private static long cpu(Authenticator authenticator, String value) {
    var threads = ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long before = threads.getCurrentThreadCpuTime();
      Identification identity = identify(authenticator, value);
      least = Math.min(least, threads.getCurrentThreadCpuTime() - before);
      assertNotNull(identity);
    }
    return least;
  }

  @Test
  void garbage_leavesNothingBehind() throws Exception {
    Attack garbage =
        minted().stream()
            .filter(attack -> attack.values.size() >= 50_000)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no row with distinct garbage"));
    try (Authenticator authenticator = new Authenticator(Clock.fixed(minted, ZoneOffset.UTC))) {
      authenticator.configure(Identity.of(issuers.issuers().toArray(new Issuer[0])));
      for (String value : garbage.values.subList(0, 5000)) {
        identify(authenticator, value);
      }
      long before = used();
      for (String value : garbage.values) {
        assertNull(identify(authenticator, value).principal());
      }
      long grown = used() - before;
      System.out.println("token attacks: heap grown by " + grown / 1024 + " KiB");
      assertTrue(grown < 1 << 20, "grown by " + grown);
    }
  }

  private static long used() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  @Test
  void aThousandFirstRequests_causeOneFetch() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(1000);
    try (Authenticator authenticator = new Authenticator(Clock.fixed(minted, ZoneOffset.UTC))) {
      int before = server.hits("crowded");
      authenticator.configure(Identity.of(issuers.issuers().toArray(new Issuer[0])));
      Attack crowd =
          minted().stream()
              .filter(attack -> "crowded".equals(Attack.ENDPOINTS.get(attack.recipe.mutate)))
              .findFirst()
              .orElseThrow();
      List<Callable<Identification>> all = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        all.add(() -> identify(authenticator, crowd.values.get(0)));
      }
      for (Future<Identification> one : threads.invokeAll(all)) {
        Identification identity = one.get();
        assertTrue(identity.principal() != null || identity.error() != null);
      }
      assertEquals(1, server.hits("crowded") - before);
    } finally {
      threads.shutdownNow();
    }
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
  void onTheWire_everyTokenHasItsOutcome(String name, int version, Path java) throws Exception {
    Server.Plan plan = new Server.Plan(name);
    plan.java = java;
    plan.policy = issuers.policy();
    List<String> notApplicable = new ArrayList<>();
    int requests = 0;
    try (Server tested = Server.start(plan)) {
      for (Attack minted : minted()) {
        Attack attack = again(minted);
        if (attack.recipe.key.equals("ed1")
            && version < 15
            && attack.recipe.expect.equals("accept")) {
          notApplicable.add(attack.recipe.id);
          continue;
        }
        int step = Math.max(1, attack.values.size() / SENT);
        for (int i = 0; i < attack.values.size(); i += step) {
          String value = attack.values.get(i);
          if (value.indexOf('\n') < 0) {
            sent(attack, tested, value);
            requests++;
          }
        }
        assertEquals(0, server.strays(), attack + " made the agent ask elsewhere");
      }
      System.out.printf(
          "token attacks: %d requests to %s on Java %d; not applicable: %s%n",
          requests, name, version, notApplicable);
    }
  }

  /** Early in a second, so that a token of 61 s ahead is not one of 60 s when it arrives. */
  private static Attack again(Attack attack) throws Exception {
    while (attack.recipe.group.equals("claims") && System.currentTimeMillis() % 1000 > 300) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return Attack.of(attack.recipe, keys, server.port(), Instant.now().getEpochSecond());
  }

  private static void sent(Attack attack, Server tested, String value) throws Exception {
    long start = System.nanoTime();
    Raw.Reply reply = Raw.get(tested.port(), "/admin/a", "Authorization: " + value);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    int[] counts = tested.counts(reply.clientPort);
    String what = attack + ": " + reply.status() + " in " + millis + " ms";
    int entered = counts[4];
    switch (attack.recipe.expect) {
      case "accept":
        assertEquals(200, reply.status(), what);
        assertEquals(1, counts[0], what);
        return;
      case "reject":
        assertEquals(0, entered, what);
        boolean whole = value.length() < CONTAINER_LIMIT;
        assertTrue(
            reply.status() == 401
                || attack.aboutTheKeyServer() && reply.status() == 503
                || !whole && Set.of(400, 413, 431).contains(reply.status()),
            what);
        break;
      case "no-admin":
        assertEquals(0, counts[0], what);
        assertTrue(reply.status() == 401 || reply.status() == 403, what);
        break;
      default:
        assertTrue(entered == 0 || reply.status() == 200, what);
    }
    assertTrue(millis < DECISION_MILLIS, what);
  }
}
