package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Trails that a real server seals, encrypted to an auditor, checked and read by the built jar. */
class SealedTrailIT {

  /** More by {@code -Dbartizan.kills=N}. */
  private static final int KILLS = Integer.getInteger("bartizan.kills", 2);

  private static final int REQUESTS = 40;
  private static final String LOG = "bartizan.ndjson";

  private static Server.Plan plan(Tokens tokens, Path java) {
    Server.Plan plan = new Server.Plan("tomcat9");
    plan.java = java;
    plan.jwks = tokens.jwks();
    plan.trail = LOG;
    plan.policy =
        Policies.P0
            + "audit:\n"
            + "  file: bartizan.ndjson\n"
            + "  durability: fsync\n"
            + "  seal: {key: seal.jwk, encryptTo: auditor.pub.jwk, checkpoint: 200ms}\n";
    return plan;
  }

  private static Path lay(Server.Plan plan) throws Exception {
    Path folder = Server.lay(plan);
    Sealed.key(folder, "seal.jwk");
    Sealed.auditor(folder, "auditor.jwk");
    return folder;
  }

  private static List<JsonNode> records(Path folder) throws Exception {
    Cli printed =
        Cli.run(folder, "decrypt", "--key", "seal.pub.jwk", "--auditor", "auditor.jwk", LOG);
    assertEquals(0, printed.exit(), printed.err());
    List<JsonNode> records = new ArrayList<>();
    for (String line : printed.out().lines().toList()) {
      records.add(new ObjectMapper().readTree(line));
    }
    Cli searched =
        Cli.run(
            folder, "search", "--count", "--key", "seal.pub.jwk", "--auditor", "auditor.jwk", LOG);
    assertEquals(records.size() + "\n", searched.out(), searched.err());
    assertEquals(3, Cli.run(folder, "search", LOG).exit(), "encrypted, and no key");
    return records;
  }

  /** F25, on the oldest Java: the newest one writes in the test after this one. */
  @Test
  void f25_serverKilledUnderLoad_trailStaysSealedAndHoldsWhatWasWritten() throws Exception {
    Server.Plan plan = plan(new Tokens(), Places.jdks().values().iterator().next());
    Path folder = lay(plan);
    Random random = new Random(8);
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      try (Server server = Server.start(plan, folder)) {
        int count = 1 + random.nextInt(REQUESTS);
        for (int i = 0; i < count; i++) {
          Raw.get(server.port(), "/public/a");
        }
        acknowledged += written(server);
        Raw.get(server.port(), "/public/a");
      }
    }
    try (Server server = Server.start(plan, folder)) {
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
      server.terminate();
      assertEquals(143, server.exitCode());
    }
    Cli verified = Sealed.verify(folder, "seal.pub.jwk", LOG);
    assertEquals(0, verified.exit(), verified.out() + verified.err());
    List<JsonNode> records = records(folder);
    assertTrue(records.size() > acknowledged, records.size() + " of " + acknowledged);
    assertTrue(Trails.permitted(records) > 0);
    assertFalse(Files.readString(folder.resolve(LOG)).contains("/public/a"), "nothing in clear");
    System.out.printf(
        "%d kills, %d records acknowledged: %s%n", KILLS, acknowledged, verified.out());
  }

  /** Records that the server itself says are written and synced. */
  private static long written(Server server) throws Exception {
    return Long.parseLong(server.jmx("AuditWritten"));
  }

  @Test
  void f26_secondServerWithTheSameKey_isRefused_andTheFirstGoesOn() throws Exception {
    List<Path> jdks = List.copyOf(Places.jdks().values());
    Server.Plan plan = plan(new Tokens(), jdks.get(jdks.size() - 1));
    Path folder = lay(plan);
    try (Server first = Server.start(plan, folder)) {
      Server.Plan other = plan(new Tokens(), jdks.get(0));
      other.policy = Policies.P0 + "audit: {seal: {key: " + folder.resolve("seal.jwk") + "}}\n";
      try (Server second = Server.launch(other)) {
        assertEquals(78, second.exitCode());
        String said = second.stderr();
        assertTrue(said.contains("BZ3003") && said.contains("another process uses it"), said);
      }
      assertEquals(200, Raw.get(first.port(), "/public/a").status());
      first.terminate();
      assertEquals(143, first.exitCode());
    }
    assertEquals(0, Sealed.verify(folder, "seal.pub.jwk", LOG).exit());
    assertEquals(1, Trails.permitted(records(folder)));
  }

  @Test
  void f27_noKey_stopsTheStart() throws Exception {
    Server.Plan plan = plan(new Tokens(), Path.of(System.getProperty("java.home")));
    try (Server server = Server.launch(plan, Server.lay(plan))) {
      assertEquals(78, server.exitCode());
      assertTrue(server.stderr().contains("error BZ3003"), server.stderr());
      assertTrue(server.stderr().contains("keys seal"), server.stderr());
    }
  }

  @Test
  void theSample_isVerifiedOnEveryJava() throws Exception {
    Path folder = Cli.folder();
    Path sample = Places.root().resolve("examples/audit/orders.sealed.ndjson");
    for (Map.Entry<Integer, Path> jdk : Places.jdks().entrySet()) {
      long began = System.nanoTime();
      Cli said = Cli.run(jdk.getValue(), folder, "verify", sample.toString());
      assertEquals(0, said.exit(), "Java " + jdk.getKey() + ": " + said.out() + said.err());
      assertTrue(said.out().startsWith("intact: 12 records"), said.out());
      System.out.printf(
          "Java %d: verified in %d ms%n",
          jdk.getKey(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }
  }
}
