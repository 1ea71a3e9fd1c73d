package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What becomes of a policy file while a server decides by it. */
class PolicyFaultsIT {

  /** Short, so that many slow writes fit into a test; every beginning of it that loads is wrong. */
  private static final String SHUT =
      """
      version: 1
      rules:
        - {allow: {path: /public/**}, who: anyone}
        - {allow: {path: /**}, who: anyone}
        - {deny: {path: /admin/**}}
      """;

  /** The same to the request threads, and another file. */
  private static final String SHUT_TOO =
      SHUT.replace("version: 1\n", "version: 1\nmode: enforce\n");

  private static Server.Plan plan() {
    Server.Plan plan = new Server.Plan("tomcat9");
    plan.policy = SHUT;
    return plan;
  }

  private static String digest(String policy) throws Exception {
    byte[] bytes = policy.getBytes(StandardCharsets.UTF_8);
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  /** Writes in place, a byte in 10 ms. */
  private static void slowly(Path file, String policy) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte octet : policy.getBytes(StandardCharsets.UTF_8)) {
        out.write(octet);
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  @Test
  void f06_policyWrittenSlowlyUnderLoad_noRequestIsDecidedByAPieceOfIt() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (Server server = Server.start(plan())) {
      List<Future<Integer>> load = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        load.add(pool.submit(() -> load(server, stop)));
      }
      Path file = server.folder.resolve("bartizan.yaml");
      for (int i = 0; i < 10; i++) {
        String next = i % 2 == 0 ? SHUT_TOO : SHUT;
        slowly(file, next);
        awaitJmx(server, "PolicyDigest", digest(next));
      }
      stop.set(true);
      int requests = 0;
      for (Future<Integer> future : load) {
        requests += future.get(30, TimeUnit.SECONDS);
      }
      assertTrue(requests > 500, "requests under way: " + requests);
      Set<String> decidedBy = new TreeSet<>();
      for (JsonNode event : server.audit()) {
        decidedBy.add(event.path("policy").path("uid").asText());
      }
      assertEquals(new TreeSet<>(Set.of(digest(SHUT), digest(SHUT_TOO))), decidedBy);
      assertEquals(10, server.stderr().split("policy reloaded", -1).length - 1, server.stderr());
      assertEquals("good", server.jmx("Health"));
    } finally {
      stop.set(true);
      pool.shutdownNow();
    }
  }

  /** A piece of the policy, but for the last rule, lets everybody into the admin's. */
  private static int load(Server server, AtomicBoolean stop) throws Exception {
    int requests = 0;
    while (!stop.get()) {
      boolean open = requests++ % 2 == 0;
      assertEquals(
          open ? 200 : 401, Raw.get(server.port(), open ? "/public/a" : "/admin/a").status());
    }
    return requests;
  }

  private static void awaitJmx(Server server, String attribute, String value) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!server.jmx(attribute).equals(value)) {
      assertTrue(System.nanoTime() < until, attribute + " is " + server.jmx(attribute));
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @Test
  void f07_policyDeleted_lastGoodOneGoesOnDecidingAndHealthIsDegraded() throws Exception {
    try (Server server = Server.start(plan())) {
      Path file = server.folder.resolve("bartizan.yaml");
      assertEquals("good", server.jmx("Health"));
      long deleted = System.nanoTime();
      Files.delete(file);
      while (server.jmx("Health").equals("good")) {
        assertTrue(System.nanoTime() - deleted < 20_000_000_000L, "never degraded");
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - deleted);
      assertTrue(millis < 1500, "degraded after " + millis + " ms");
      assertTrue(server.jmx("Health").contains("BZ1001"), server.jmx("Health"));
      server.await(e -> e.path("status_detail").asText().contains("BZ1001"));
      for (int i = 0; i < 20; i++) {
        assertEquals(200, Raw.get(server.port(), "/public/a").status());
        assertEquals(401, Raw.get(server.port(), "/admin/a").status());
      }
      assertEquals(digest(SHUT), server.jmx("PolicyDigest"));
      Files.writeString(file, SHUT);
      awaitJmx(server, "Health", "good");
      server.await(e -> e.path("status_detail").asText().startsWith("policy good again"));
      assertEquals(1, server.stderr().split("DEGRADED", -1).length - 1, "told once");
    }
  }

  @Test
  void policyWhoseAuditFileCantBeOpened_isTakenUpOnceItCan() throws Exception {
    try (Server server = Server.start(plan())) {
      Path blocked = Files.writeString(server.folder.resolve("audit"), "a file, and no folder");
      Path file = server.folder.resolve("bartizan.yaml");
      String next = SHUT + "audit: {file: audit/bartizan.ndjson}\n";
      Files.writeString(file, next);
      server.awaitStderr("DEGRADED");
      assertTrue(server.jmx("Health").contains("BZ3001"), server.jmx("Health"));
      assertEquals(digest(SHUT), server.jmx("PolicyDigest"), "the last good one decides");
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
      // No change of the policy file is needed: what it lacks may come later.
      Files.delete(blocked);
      awaitJmx(server, "PolicyDigest", digest(next));
      assertEquals("good", server.jmx("Health"));
      // And back: the first trail's file is free again.
      Files.writeString(file, SHUT);
      awaitJmx(server, "PolicyDigest", digest(SHUT));
      assertEquals(1, server.stderr().split("DEGRADED", -1).length - 1, server.stderr());
    }
  }
}
