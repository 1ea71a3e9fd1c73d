package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

  /** The same with its last rule in a file of its own: without it, everybody gets in. */
  private static final String SPLIT =
      SHUT.replace("  - {deny: {path: /admin/**}}\n", "includes: [deny.yaml]\n");

  private static final String DENY = "version: 1\nrules: [{deny: {path: /admin/**}}]\n";

  /** The same to the request threads, and another file. */
  private static final String SPLIT_TOO =
      SPLIT.replace("version: 1\n", "version: 1\nmode: enforce\n");

  private static Server.Plan plan() {
    Server.Plan plan = new Server.Plan("tomcat9");
    plan.policy = SHUT;
    return plan;
  }

  /** The first decisions of a cold JVM on a busy machine may come after their deadline: 503. */
  private static Server warm(Server.Plan plan) throws Exception {
    return warm(Server.start(plan));
  }

  private static Server warm(Server server) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (Raw.get(server.port(), "/public/a").status() != 200
        || Raw.get(server.port(), "/admin/a").status() != 401) {
      assertTrue(System.nanoTime() < until, "never answered in time");
    }
    return server;
  }

  private static String digest(String policy) throws Exception {
    return "sha256:" + HexFormat.of().formatHex(hash(policy.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of a policy and of the deny that it includes. */
  private static String digestOfBoth(String policy) throws Exception {
    byte[] both = new byte[64];
    System.arraycopy(hash(policy.getBytes(StandardCharsets.UTF_8)), 0, both, 0, 32);
    System.arraycopy(hash(DENY.getBytes(StandardCharsets.UTF_8)), 0, both, 32, 32);
    return "sha256:" + HexFormat.of().formatHex(hash(both));
  }

  private static byte[] hash(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
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

  /**
   * {@code -Dbartizan.reloads=100} is the whole length. Each round is a slow writer in place, and
   * the swap of a folder with both files by its symbolic link, as Kubernetes updates a ConfigMap.
   */
  @Test
  void f06_policyReloadedUnderLoad_noRequestIsDecidedByAPieceOfIt_andNoneIsLost() throws Exception {
    int rounds = Integer.getInteger("bartizan.reloads", 5);
    Path folder = Server.lay(plan());
    Path file = folder.resolve("bartizan.yaml");
    Files.delete(file);
    swap(folder, 0, SPLIT);
    Files.createSymbolicLink(file, Path.of("..data", "bartizan.yaml"));
    Files.createSymbolicLink(folder.resolve("deny.yaml"), Path.of("..data", "deny.yaml"));
    List<SteadyLoad.Ask> asks =
        List.of(new SteadyLoad.Ask("/public/a", 200), new SteadyLoad.Ask("/admin/a", 401));
    try (Server server = warm(Server.start(plan(), folder));
        SteadyLoad load = new SteadyLoad(server.port(), 1000, asks)) {
      for (int i = 1; i <= rounds; i++) {
        slowly(file, SPLIT_TOO);
        awaitJmx(server, "PolicyDigest", digestOfBoth(SPLIT_TOO));
        swap(folder, i, SPLIT);
        awaitJmx(server, "PolicyDigest", digestOfBoth(SPLIT));
      }
      long rate = load.rate();
      long answered = load.end();
      System.out.println(rounds + " rounds: " + answered + " answers, " + rate + " a second");
      assertTrue(answered > 500, "requests under way: " + answered);
      assertEquals("0", server.jmx("AuditLost"));
      server.terminate();
      server.exitCode();
      assertEquals(answered, recorded(server, load.ports()), "a record of each");
      assertEquals(
          2 * rounds, server.stderr().split("policy reloaded", -1).length - 1, server.stderr());
      assertFalse(server.stderr().contains("DEGRADED"), server.stderr());
    }
  }

  /** How many requests from these ports are in the trail, each decided by a whole policy. */
  private static long recorded(Server server, Set<Integer> ports) throws Exception {
    Set<String> whole = Set.of(digestOfBoth(SPLIT), digestOfBoth(SPLIT_TOO));
    ObjectMapper json = new ObjectMapper();
    long count = 0;
    try (Stream<String> lines = Files.lines(server.auditFile())) {
      for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
        JsonNode event = json.readTree(all.next());
        if (ports.contains(event.path("src_endpoint").path("port").asInt())) {
          assertTrue(whole.contains(event.path("policy").path("uid").asText()), event.toString());
          count++;
        }
      }
    }
    return count;
  }

  /** Another folder of files, and the link to it put in place of the one before. */
  private static void swap(Path folder, int number, String policy) throws Exception {
    Path next = Files.createDirectory(folder.resolve("..version-" + number));
    Files.writeString(next.resolve("bartizan.yaml"), policy);
    Files.writeString(next.resolve("deny.yaml"), DENY);
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
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
    try (Server server = warm(plan())) {
      Path file = server.folder.resolve("bartizan.yaml");
      assertEquals("good", server.jmx("Health"));
      long deleted = System.nanoTime();
      Files.delete(file);
      while (server.jmx("Health").equals("good")) {
        assertTrue(System.nanoTime() - deleted < 20_000_000_000L, "never degraded");
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - deleted);
      System.out.printf("degraded %d ms after the policy was deleted%n", millis);
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
    try (Server server = warm(plan())) {
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
