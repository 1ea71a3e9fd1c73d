package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenialsTest {

  /** A long run has more: {@code -Dbartizan.storm=1000000}. */
  private static final int STORM = Integer.getInteger("bartizan.storm", 200_000);

  /** As fast as the machine can, or so many a second: {@code -Dbartizan.storm.rate=100000}. */
  private static final int RATE = Integer.getInteger("bartizan.storm.rate", Integer.MAX_VALUE);

  private static final ObjectMapper JSON = new ObjectMapper();

  private static AuditEvent.Builder refusal(String client, String path) {
    return new AuditEvent.Builder()
        .decisionId(DecisionIds.next())
        .timeMillis(System.currentTimeMillis())
        .outcome(AuditEvent.Outcome.REFUSED)
        .reason("no rule, no credential")
        .application("shop")
        .clientAddress(client)
        .method("GET")
        .path(path)
        .status(401);
  }

  private static long refusals(List<JsonNode> records) {
    return records.stream()
        .filter(r -> r.path("class_uid").asInt() == 6003)
        .mapToLong(r -> r.path("count").asLong(1))
        .sum();
  }

  private static long lost(List<JsonNode> records) {
    return records.stream()
        .filter(r -> r.path("class_uid").asInt() == 6002)
        .mapToLong(r -> r.path("count").asLong())
        .sum();
  }

  /** Sends events from four threads. */
  private static void storm(AuditTrail trail, int all, LongFunction<AuditEvent> event)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    AtomicLong next = new AtomicLong();
    long began = System.nanoTime();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (long i = next.getAndIncrement(); i < all; i = next.getAndIncrement()) {
                  while ((System.nanoTime() - began) * 1e-9 * RATE < i) {
                    Thread.onSpinWait();
                  }
                  trail.offer(event.apply(i));
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void offer_ofManyAlike_countsThemExactlyAndKeepsTheFirst() throws Exception {
    Disk disk = new Disk();
    try (AuditTrail trail = new AuditTrail(disk, new OcsfEncoder(), false, new Denials(10), null)) {
      storm(trail, STORM, i -> refusal("192.0.2.7", "/admin").build());
      assertTrue(trail.flush(20_000));
      List<JsonNode> records = disk.records();
      assertEquals(STORM, refusals(records) + lost(records));
      assertEquals(0, trail.lost());
      JsonNode last = records.get(records.size() - 1);
      assertEquals("request", last.path("unmapped").path("alike").asText());
      assertEquals("/admin", last.path("http_request").path("url").path("path").asText());
      assertTrue(last.path("start_time").asLong() <= last.path("end_time").asLong());
      assertFalse(records.get(0).has("count"), "the first stands whole");
    }
  }

  /** Every refusal from another client for another path: no two are alike in all. */
  @ParameterizedTest
  @ValueSource(strings = {"path", "client", "both"})
  void offer_ofAStorm_isExactInABoundedLog(String varies, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.ndjson");
    Runtime heap = Runtime.getRuntime();
    System.gc();
    long before = heap.totalMemory() - heap.freeMemory();
    long began = System.nanoTime();
    try (AuditTrail trail = new AuditTrail(new FileSink(file))) {
      String long64 = "x".repeat(64);
      storm(
          trail,
          STORM,
          i ->
              refusal(
                      varies.equals("path") ? "192.0.2.7" : "2001:db8::" + Long.toHexString(i),
                      varies.equals("client") ? "/admin" : "/" + i + long64)
                  .build());
      System.gc();
      long grown = heap.totalMemory() - heap.freeMemory() - before;
      assertTrue(grown < 64L << 20, "heap grew by " + grown);
      assertTrue(trail.flush(20_000));
      double seconds = (System.nanoTime() - began) * 1e-9;
      List<JsonNode> records = new ArrayList<>();
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          records.add(JSON.readTree(line));
        }
      }
      assertEquals(STORM, refusals(records) + lost(records));
      assertEquals(trail.lost(), lost(records));
      double windows = 1 + seconds / TimeUnit.NANOSECONDS.toSeconds(Denials.WINDOW_NANOS);
      double bound = Denials.WHOLE * (seconds + 2) + 2 * (1024 + 256 + 16) * windows;
      assertTrue(records.size() < bound, records.size() + " records of at most " + bound);
      System.out.printf(
          "storm (%s): %d refusals in %.1f s, %d records, %d KiB of log, %d lost, heap %+d KiB%n",
          varies,
          STORM,
          seconds,
          records.size(),
          Files.size(file) >> 10,
          trail.lost(),
          grown >> 10);
    }
  }

  @Test
  void record_ofAPermit_isNeverCountedWithOthers() throws Exception {
    Disk disk = new Disk();
    try (AuditTrail trail = new AuditTrail(disk, new OcsfEncoder(), false, new Denials(0), null)) {
      for (int i = 0; i < 500; i++) {
        assertTrue(trail.reserve());
        trail.record(
            refusal("192.0.2.7", "/a").outcome(AuditEvent.Outcome.PERMITTED).status(200).build());
        assertTrue(
            trail.offer(refusal("192.0.2.7", "/a").outcome(AuditEvent.Outcome.OBSERVED).build()));
      }
      assertTrue(trail.flush(20_000));
      assertEquals(1000, disk.records().size());
    }
  }

  /** A permit that a guard withdrew holds a place, which must come back. */
  @Test
  void record_ofRefusalsInReservedPlaces_givesPlacesBack() throws Exception {
    Disk disk = new Disk();
    disk.holdWrites();
    try (AuditTrail trail = new AuditTrail(disk, new OcsfEncoder(), false, new Denials(0), null)) {
      for (int i = 0; i < 2 * Places.COUNT; i++) {
        assertTrue(trail.reserve(), "at " + i);
        trail.record(refusal("192.0.2.7", "/a").build());
      }
      disk.letGo();
      assertTrue(trail.flush(20_000));
      assertEquals(2L * Places.COUNT, refusals(disk.records()));
    }
  }

  @Test
  void leaveTo_amidAStorm_losesNoCount() throws Exception {
    Disk old = new Disk();
    Disk disk = new Disk();
    try (AuditTrail heir = new AuditTrail(disk, new OcsfEncoder(), false, new Denials(5), null)) {
      AuditTrail trail = new AuditTrail(old, new OcsfEncoder(), false, new Denials(5), null);
      Thread leaver =
          new Thread(
              () -> {
                Disk.until(() -> trail.written() > 0);
                trail.leaveTo(heir);
              });
      leaver.start();
      storm(trail, 100_000, i -> refusal("192.0.2.7", "/" + i % 3).build());
      leaver.join();
      Disk.until(() -> old.closed);
      assertTrue(heir.flush(20_000));
      assertEquals(
          100_000, refusals(old.records()) + refusals(disk.records()) + trail.lost() + heir.lost());
    }
  }

  @Test
  void conclude_withCountsUntold_tellsThem() throws Exception {
    Disk disk = new Disk();
    try (AuditTrail trail = new AuditTrail(disk, new OcsfEncoder(), false, new Denials(0), null)) {
      for (int i = 0; i < 9; i++) {
        trail.offer(refusal("192.0.2.7", "/a").build());
      }
      assertTrue(trail.conclude(20_000));
      assertEquals(9, refusals(disk.records()));
      assertEquals(2, disk.records().size());
    }
  }

  /** Memory runs out just when a count is told: it stands in the trail all the same, and once. */
  @Test
  void look_whileTellingFails_keepsTheCount() {
    Denials denials = new Denials(0);
    denials.count(refusal("192.0.2.7", "/a").build());
    denials.count(refusal("192.0.2.7", "/a").build());
    denials.ask();
    try {
      denials.look(
          false,
          event -> {
            throw new OutOfMemoryError("made by a test");
          });
    } catch (OutOfMemoryError made) {
      assertTrue(denials.asked(), "it is tried again");
    }
    List<AuditEvent> told = new ArrayList<>();
    denials.look(false, told::add);
    assertEquals(1, told.size());
    assertEquals(1, told.get(0).count());
  }
}
