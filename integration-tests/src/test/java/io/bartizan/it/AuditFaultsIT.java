package io.bartizan.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An audit trail that can't be written: nothing enters that would not be recorded. */
class AuditFaultsIT {

  /** Places of the audit queue. */
  private static final int PLACES = 8192;

  /** A connection of Tomcat carries so many requests. */
  private static final int A_CONNECTION = 100;

  private static final long MIB = 1024 * 1024;

  private static Server.Plan plan(String server, Tokens tokens, String trail) {
    Server.Plan plan = new Server.Plan(server);
    plan.jwks = tokens.jwks();
    plan.trail = trail;
    plan.policy = Policies.P0 + "audit: {file: " + trail + "}\n";
    return plan;
  }

  /** Sends requests one by one and keeps count of what became of them. */
  private static final class Client {
    final Server server;
    int permitted;
    int refused;
    int entries;

    /** In a long run ports come again, and what came from one is counted together. */
    private final Map<Integer, Integer> seen = new HashMap<>();

    /** The first decisions of a cold JVM on a busy machine may come after their deadline: 503. */
    Client(Server server) throws Exception {
      this.server = server;
      millisUntil(200);
    }

    int get(String path, String... headers) throws Exception {
      Raw.Reply reply = Raw.get(server.port(), path, headers);
      count(reply, reply.status() == 200 ? 1 : 0, 1);
      return reply.status();
    }

    /** As many requests as one connection takes; how many of them were permitted. */
    int many(String path, String... headers) throws Exception {
      StringBuilder raw = new StringBuilder();
      for (int i = 1; i <= A_CONNECTION; i++) {
        raw.append("GET ").append(path).append(" HTTP/1.1\r\nHost: app.it\r\n");
        for (String header : headers) {
          raw.append(header).append("\r\n");
        }
        raw.append(i == A_CONNECTION ? "Connection: close\r\n\r\n" : "\r\n");
      }
      Raw.Reply reply = Raw.send(server.port(), raw.toString(), 5000);
      int ok = reply.text.split("HTTP/1.1 200", -1).length - 1;
      count(reply, ok, reply.responses());
      return ok;
    }

    private void count(Raw.Reply reply, int ok, int responses) throws Exception {
      permitted += ok;
      refused += responses - ok;
      int of = server.counts(reply.clientPort)[4];
      Integer before = seen.put(reply.clientPort, of);
      entries += of - (before == null ? 0 : before);
    }

    /** Asks until an answer has that status; how many ms that took. */
    long millisUntil(int status) throws Exception {
      long began = System.nanoTime();
      while (get("/public/a") != status) {
        assertTrue(System.nanoTime() - began < 20_000_000_000L, "never answered " + status);
      }
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "never came true");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** After so many rounds the disk has no room for more of the trail itself. */
  private static final int ROOM = 10;

  /** Of a sealed trail 100 by {@code -Dbartizan.rounds=100}. */
  private static final int ROUNDS = Integer.getInteger("bartizan.rounds", 3);

  @ParameterizedTest
  @CsvSource({"tomcat9, false", "jetty12-ee10, false", "tomcat9, true"})
  void f22_diskFull_refusesWithinASecondLosesNothingAndHeals(String name, boolean sealed)
      throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = plan(name, tokens, "audit/bartizan.ndjson");
    if (sealed) {
      plan.policy = Policies.P0 + "audit: {file: audit/bartizan.ndjson, seal: {key: seal.jwk}}\n";
    }
    Path folder = Server.lay(plan);
    if (sealed) {
      Sealed.key(folder, "seal.jwk");
    }
    String admin = "Authorization: Bearer " + tokens.of("admin");
    try (FullDisk disk = FullDisk.mount(folder.resolve("audit"));
        Server server = Server.start(plan, folder)) {
      Client client = new Client(server);
      List<Path> moved = new ArrayList<>();
      for (int round = 0; round < (sealed ? ROUNDS : 3); round++) {
        if (round % ROOM == ROOM - 1) {
          moved.add(makeRoom(server, client, folder.resolve("full-" + round + ".ndjson")));
        }
        assertEquals(200, client.get("/public/a"));
        disk.fill();
        long closed = client.millisUntil(503);
        for (int i = 0; i < 50; i++) {
          assertEquals(503, client.get("/public/a"));
          assertEquals(503, client.get("/admin/a", admin), "with a credential too");
          assertEquals(401, client.get("/admin/a"), "what is refused anyway, is as ever");
        }
        assertEquals("the audit trail can't be written", server.jmx("Health"));
        disk.free();
        long open = client.millisUntil(200);
        System.out.printf("%s: 503 after %d ms, 200 again after %d ms%n", name, closed, open);
      }
      assertEquals(200, client.get("/admin/a", admin));
      until(() -> Trails.permitted(all(moved, server)) == client.permitted);
      List<JsonNode> trail = all(moved, server);
      Trails.whole(trail);
      assertEquals(client.entries, Trails.permitted(trail), "entries and their records");
      until(() -> Trails.refused(all(moved, server)) >= client.refused);
      assertEquals("0", server.jmx("AuditLost"));
      assertEquals("good", server.jmx("Health"));
      assertTrue(server.stderr().contains("the audit trail can't be written"), server.stderr());
      if (sealed) {
        server.terminate();
        assertEquals(143, server.exitCode());
        moved.add(server.auditFile());
        String[] files = moved.stream().map(Path::toString).toArray(String[]::new);
        Cli verified = Sealed.verify(folder, "seal.pub.jwk", files);
        assertEquals(0, verified.exit(), verified.out() + verified.err());
        System.out.println(verified.out());
      }
    }
  }

  /** The disk is small: what stands there is moved off it, as if the trail were rotated. */
  private static Path makeRoom(Server server, Client client, Path to) throws Exception {
    Path aside = server.auditFile().resolveSibling("aside");
    Files.move(server.auditFile(), aside);
    // From its first line in the new file on nothing more is written to the old one.
    client.get("/public/a");
    until(() -> Files.exists(server.auditFile()) && !server.audit().isEmpty());
    return Files.move(aside, to);
  }

  private static List<JsonNode> all(List<Path> moved, Server server) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    for (Path file : moved) {
      all.addAll(Server.trail(file));
    }
    all.addAll(server.audit());
    return all;
  }

  @Test
  void f22_trailMovedOffAFullDisk_newFileHoldsWhatTheOldCouldNot() throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = plan("tomcat9", tokens, "audit/bartizan.ndjson");
    Path folder = Server.lay(plan);
    try (FullDisk disk = FullDisk.mount(folder.resolve("audit"));
        Server server = Server.start(plan, folder)) {
      Client client = new Client(server);
      assertEquals(200, client.get("/public/a"));
      disk.fill();
      client.millisUntil(503);
      Path policy = folder.resolve("bartizan.yaml");
      Files.writeString(policy, Policies.P0 + "audit: {file: elsewhere.ndjson}\n");
      client.millisUntil(200);
      List<JsonNode> before = server.audit();
      until(
          () ->
              Trails.permitted(before)
                      + Trails.permitted(Server.trail(folder.resolve("elsewhere.ndjson")))
                  == client.permitted);
      Trails.whole(before);
      Trails.whole(Server.trail(folder.resolve("elsewhere.ndjson")));
      assertEquals(client.entries, client.permitted);
      // And back again: the first file is nobody's, so it can be taken up.
      disk.free();
      Files.writeString(policy, plan.policy);
      until(() -> server.stderr().split("policy reloaded", -1).length == 3);
      assertEquals(200, client.get("/public/a"));
      until(() -> Trails.permitted(server.audit()) > Trails.permitted(before));
    }
  }

  /** The oldest and the newest: the JDK itself writes, and meets the signal (SIGXFSZ). */
  static List<Path> jdks() {
    List<Path> all = List.copyOf(Places.jdks().values());
    return all.size() == 1 ? all : List.of(all.get(0), all.get(all.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void f28_writesCutOffAtAnyByte_noPieceOfARecordStays(Path java) throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = plan("tomcat9", tokens, "bartizan.ndjson");
    plan.java = java;
    try (Server server = Server.start(plan)) {
      String said = FullDisk.run("prlimit", "--pid", Long.toString(server.pid()));
      assumeTrue(said.isEmpty(), "no limit can be set on the size of files: " + said);
      Client client = new Client(server);
      client.many("/public/a");
      until(() -> Trails.permitted(server.audit()) == client.permitted);
      for (int beyond : new int[] {0, 1, 2, 7, 100, 411, 700, 999, 1024, 1500, 2047}) {
        long size = Files.size(server.auditFile());
        limit(server, Long.toString(size + beyond));
        long closed = client.millisUntil(503);
        System.out.printf("%d bytes beyond the last record: 503 after %d ms%n", beyond, closed);
        // Between two attempts the torn line is cut off: what stands then is whole.
        String text = Files.readString(server.auditFile());
        assertTrue(text.endsWith("}\n"), "a torn line, " + beyond + " bytes after the last");
        limit(server, "unlimited");
        client.millisUntil(200);
      }
      until(() -> Trails.permitted(server.audit()) == client.permitted);
      Trails.whole(server.audit());
      assertEquals(client.entries, client.permitted);
    }
  }

  private static void limit(Server server, String bytes) throws Exception {
    String said =
        FullDisk.run("prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + bytes + ":");
    assertEquals("", said);
  }

  @Test
  void f23_collectorStopsReading_queueIsBoundedThenRefusesAndHeals() throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = plan("tomcat9", tokens, "stderr");
    plan.pipedStderr = true;
    try (Server server = Server.start(plan);
        Collector collector = new Collector(server.errors())) {
      Client client = new Client(server);
      // As large as Tomcat takes it: what waits in the queue must not grow with it.
      String path = "/public/" + "a".repeat(2500);
      String agent = "User-Agent: " + "b".repeat(2500);
      for (int i = 0; i < 20; i++) {
        assertEquals(A_CONNECTION, client.many(path, agent));
      }
      until(() -> Trails.permitted(collector.records()) == client.permitted);
      long before = server.heap();
      collector.pause();
      int permitted = client.permitted;
      while (client.many(path, agent) == A_CONNECTION) {
        int buffered = client.permitted - permitted;
        assertTrue(buffered <= PLACES + A_CONNECTION, "in the queue: " + buffered);
      }
      int buffered = client.permitted - permitted;
      // The pipe itself holds 64 KiB, and the reader has one line in its hand.
      assertTrue(buffered >= PLACES && buffered < PLACES + 64, "in the queue: " + buffered);
      long began = System.nanoTime();
      assertEquals(503, client.get("/public/a"));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      assertEquals("the audit queue is full", server.jmx("Health"));
      int refused = client.refused;
      for (int i = 0; i < 300; i++) {
        assertEquals(401, client.get("/admin/a"), "a refusal is answered as ever");
      }
      assertEquals(refused + 300, client.refused);
      long grown = server.heap() - before;
      System.out.printf(
          "queue: %d records beyond what was read, heap grown by %.1f MiB, 503 in %d ms%n",
          buffered, (double) grown / MIB, millis);
      assertTrue(grown < 32 * MIB, "heap grown by " + grown);
      assertEquals(Integer.toString(client.refused), server.jmx("AuditLost"), "each counted");
      collector.goOn();
      long open = client.millisUntil(200);
      assertTrue(open < 5000, "passes again only after " + open + " ms");
      until(() -> Trails.permitted(collector.records()) == client.permitted);
      until(() -> Trails.lost(collector.records()) == Long.parseLong(server.jmx("AuditLost")));
      List<JsonNode> trail = collector.records();
      Trails.whole(trail);
      assertEquals(client.entries, Trails.permitted(trail));
      assertEquals(client.refused, Trails.refused(trail) + Trails.lost(trail), "told exactly");
    }
  }

  @Test
  void terminated_whileTheCollectorLags_lastRecordsAreWritten() throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = plan("tomcat9", tokens, "stderr");
    plan.pipedStderr = true;
    try (Server server = Server.start(plan);
        Collector collector = new Collector(server.errors())) {
      Client client = new Client(server);
      assertEquals(200, client.get("/public/a"));
      collector.pause();
      for (int i = 0; i < 10; i++) {
        assertEquals(A_CONNECTION, client.many("/public/a"));
      }
      assertTrue(Trails.permitted(collector.records()) < 100, "most of it waits in the queue");
      server.terminate();
      collector.goOn();
      assertEquals(143, server.exitCode());
      collector.join();
      Trails.whole(collector.records());
      assertEquals(client.entries, Trails.permitted(collector.records()));
    }
  }

  @Test
  void terminated_whileTheCollectorIsStuck_endsAllTheSame() throws Exception {
    Tokens tokens = new Tokens();
    Server.Plan plan = plan("tomcat9", tokens, "stderr");
    plan.pipedStderr = true;
    try (Server server = Server.start(plan);
        Collector collector = new Collector(server.errors())) {
      Client client = new Client(server);
      collector.pause();
      for (int i = 0; i < 10; i++) {
        assertEquals(A_CONNECTION, client.many("/public/a"));
      }
      long began = System.nanoTime();
      server.terminate();
      assertEquals(143, server.exitCode());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      assertTrue(millis < 8000, "ended only after " + millis + " ms");
    }
  }

  @Test
  void auditFileIsAPipe_stopsTheStartAtOnceAndNamesTheWayOut() throws Exception {
    Server.Plan plan = plan("tomcat9", new Tokens(), "pipe");
    Path folder = Server.lay(plan);
    String said = FullDisk.run("mkfifo", folder.resolve("pipe").toString());
    assumeTrue(said.isEmpty(), "no pipe can be made here: " + said);
    try (Server server = Server.launch(plan, folder)) {
      assertEquals(78, server.exitCode());
      assertTrue(server.stderr().contains("BZ3002"), server.stderr());
      assertTrue(server.stderr().contains("audit.file: stdout"), server.stderr());
    }
  }

  @Test
  void killed_inTheMiddleOfARecord_nextStartCutsThatOffAndTells() throws Exception {
    Server.Plan plan = plan("tomcat9", new Tokens(), "bartizan.ndjson");
    Path folder = Server.lay(plan);
    String whole = "{\"time\":1,\"metadata\":{\"uid\":\"A\",\"sequence\":1}}\n";
    Files.writeString(folder.resolve("bartizan.ndjson"), whole + "{\"time\":2,\"metad");
    try (Server server = Server.start(plan, folder)) {
      assertEquals(200, Raw.get(server.port(), "/public/a").status());
      server.await(e -> e.path("unmapped").path("outcome").asText().equals("PERMITTED"));
      List<JsonNode> trail = server.audit();
      assertEquals("A", trail.get(0).path("metadata").path("uid").asText());
      String told = trail.get(1).path("status_detail").asText();
      assertTrue(told.contains("a record of 16 bytes, torn"), trail.toString());
      Trails.whole(trail.subList(1, trail.size()));
    }
  }
}
