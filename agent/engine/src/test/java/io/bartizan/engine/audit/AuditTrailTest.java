package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.bartizan.policy.AuditSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTrailTest {

  private static AuditEvent event() {
    return new AuditEvent.Builder()
        .decisionId(DecisionIds.next())
        .outcome(AuditEvent.Outcome.PERMITTED)
        .build();
  }

  private static AuditEvent refusal() {
    return new AuditEvent.Builder().decisionId(DecisionIds.next()).build();
  }

  /** A trail that counts no refusals together: what is tried is who gets places. */
  private static AuditTrail counting(Disk disk) {
    return new AuditTrail(disk, new OcsfEncoder(), false, new Denials(Integer.MAX_VALUE), null);
  }

  private static AuditSink to(Path file) {
    return new AuditSink(AuditSink.Kind.FILE, file);
  }

  /** Fills every place; how many there were. */
  private static int fill(AuditTrail trail) {
    int places = 0;
    while (trail.reserve()) {
      trail.record(event());
      places++;
    }
    return places;
  }

  private static void consecutive(List<JsonNode> records) {
    for (int i = 0; i < records.size(); i++) {
      assertEquals(i + 1, records.get(i).path("metadata").path("sequence").asInt());
      assertEquals(
          records.get(0).path("unmapped").path("trail"),
          records.get(i).path("unmapped").path("trail"));
    }
  }

  private static long told(List<JsonNode> records) {
    return records.stream().mapToLong(r -> r.path("count").asLong()).sum();
  }

  @Test
  void f23_reserve_whileTheDiskIsSlow_endsAtTheBound() throws Exception {
    Disk disk = new Disk();
    disk.holdWrites();
    try (AuditTrail trail = new AuditTrail(disk)) {
      assertEquals(AuditTrail.PLACES, fill(trail));
      assertFalse(trail.failing(), "slow is not broken");
      assertTrue(trail.full());
      for (int i = 0; i < 7; i++) {
        assertFalse(trail.offer(event()));
      }
      assertEquals(7, trail.lost());
      disk.letGo();
      assertTrue(trail.flush(10_000));
      assertEquals(AuditTrail.PLACES + 1, trail.written(), "and one that tells of the lost");
      assertEquals(AuditTrail.PLACES + 1, disk.records().size());
      assertEquals(7, told(disk.records()));
      consecutive(disk.records());
      assertEquals(AuditTrail.PLACES, fillAgain(trail, disk), "every place came back");
      disk.letGo();
    }
  }

  @Test
  void f23_reserve_whileASyncHangs_endsAtTheBoundAndHeals() throws Exception {
    Disk disk = new Disk();
    disk.holdSyncs();
    try (AuditTrail trail = new AuditTrail(disk)) {
      assertTrue(trail.offer(event()));
      Disk.until(() -> trail.written() == 1);
      // The sync is due a second after the last one, and blocks the writer from then on.
      long until = System.nanoTime() + TrailWriter.SYNC_NANOS + 1_000_000_000L;
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      assertEquals(AuditTrail.PLACES, fill(trail));
      disk.letGo();
      assertTrue(trail.flush(10_000));
      assertTrue(trail.reserve());
      consecutive(disk.records());
    }
  }

  @Test
  void record_ofAFlood_isSyncedPieceByPiece() {
    Disk disk = new Disk();
    try (AuditTrail trail = new AuditTrail(disk)) {
      while (disk.mostUnsynced < 8L << 20 && trail.written() < 40_000) {
        if (trail.reserve()) {
          trail.record(event());
        } else {
          Thread.onSpinWait();
        }
      }
    }
    assertTrue(disk.mostUnsynced > TrailWriter.SYNC_BYTES / 2, "of " + disk.mostUnsynced);
    assertTrue(
        disk.mostUnsynced < TrailWriter.SYNC_BYTES + 2 * Batch.BYTES, "of " + disk.mostUnsynced);
  }

  /** A batch can be full of bytes long before it is full of events. */
  @Test
  void record_ofManyLongEvents_isWrittenWithoutARestBetween() throws Exception {
    Disk disk = new Disk();
    disk.holdWrites();
    try (AuditTrail trail = new AuditTrail(disk)) {
      String path = "/" + "x".repeat(1500);
      while (trail.reserve()) {
        trail.record(
            new AuditEvent.Builder()
                .kind(AuditEvent.Kind.REQUEST)
                .outcome(AuditEvent.Outcome.PERMITTED)
                .decisionId(DecisionIds.next())
                .path(path)
                .build());
      }
      long before = trail.rests();
      disk.letGo();
      assertTrue(trail.flush(10_000));
      assertTrue(trail.rests() - before < 5, "rests: " + (trail.rests() - before));
      assertEquals(AuditTrail.PLACES, trail.written());
    }
  }

  @Test
  void reserve_whileRefusalsFlood_findsThePlacesThatTheyMayNotTake() throws Exception {
    Disk disk = new Disk();
    disk.holdWrites();
    try (AuditTrail trail = counting(disk)) {
      int kept = 0;
      while (trail.offer(refusal())) {
        kept++;
      }
      assertEquals(AuditTrail.PLACES - Places.NOT_FOR_REFUSALS, kept);
      assertEquals(Places.NOT_FOR_REFUSALS, fill(trail));
      disk.letGo();
      assertTrue(trail.flush(10_000));
      assertEquals(1, trail.lost(), "and is told");
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void f28_reserve_whileWritingFails_isRefusedAndHealsByItself(Throwable fault) throws Exception {
    Disk disk = new Disk();
    disk.writeFails = fault;
    try (AuditTrail trail = new AuditTrail(disk)) {
      assertTrue(trail.reserve());
      trail.record(event());
      Disk.until(trail::failing);
      assertFalse(trail.reserve());
      assertTrue(trail.offer(event()), "a refusal is kept for later");
      disk.writeFails = null;
      Disk.until(trail::reserve);
      assertTrue(trail.flush(10_000));
      assertEquals(2, disk.records().size());
      consecutive(disk.records());
      assertEquals(0, trail.lost());
    }
  }

  static List<Throwable> faults() {
    return List.of(
        new IOException("No space left on device"),
        new IllegalStateException("broken"),
        new OutOfMemoryError("Direct buffer memory"),
        new StackOverflowError(),
        new NoClassDefFoundError("gone"));
  }

  @Test
  void reserve_whileSyncsFail_isRefusedAndTold() throws Exception {
    Disk disk = new Disk();
    disk.syncFails = new IOException("Input/output error");
    try (AuditTrail trail = new AuditTrail(disk)) {
      assertTrue(trail.offer(event()));
      Disk.until(trail::failing);
      assertFalse(trail.reserve());
      disk.syncFails = null;
      Disk.until(trail::reserve);
      Disk.until(() -> trail.written() == 2);
      String reason = disk.records().get(1).path("status_detail").asText();
      assertEquals("1 records may be missing: they could not be synced to the disk", reason);
    }
  }

  @Test
  void record_eventThatCantBeEncoded_keepsItsBareBonesAndItsBatch() throws Exception {
    Disk disk = new Disk();
    LineEncoder picky =
        (event, trail, sequence, out) -> {
          out.write('{');
          if ("bad".equals(event.reason())) {
            throw new IllegalArgumentException("unencodable");
          }
          out.reset();
          new OcsfEncoder().encode(event, trail, sequence, out);
        };
    // A batch of several: the writer is held until all are there.
    disk.holdWrites();
    try (AuditTrail trail = new AuditTrail(disk, keeping(picky))) {
      for (int i = 0; i < 5; i++) {
        assertTrue(trail.reserve());
        String reason = i == 2 ? "bad" : "fine";
        trail.record(
            new AuditEvent.Builder()
                .decisionId("ID" + i)
                .reason(reason)
                .outcome(AuditEvent.Outcome.PERMITTED)
                .build());
      }
      disk.letGo();
      assertTrue(trail.flush(10_000));
      List<JsonNode> records = disk.records();
      assertEquals(5, records.size());
      consecutive(records);
      for (int i = 0; i < 5; i++) {
        assertEquals("ID" + i, records.get(i).path("metadata").path("uid").asText());
      }
      assertTrue(records.get(2).path("status_detail").asText().startsWith("record incomplete"));
      assertEquals("PERMITTED", records.get(2).path("unmapped").path("outcome").asText());
      assertEquals(0, trail.lost());
    }
  }

  /** An encoder that writes into a buffer of its own first, so that it may throw in the middle. */
  private static LineEncoder keeping(LineEncoder encoder) {
    return (event, trail, sequence, out) -> {
      ByteArrayOutputStream own = new ByteArrayOutputStream();
      try {
        encoder.encode(event, trail, sequence, own);
      } finally {
        own.writeTo(out);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void record_encoderBreaksWholly_countsTellsAndGivesPlacesBack(boolean error) throws Exception {
    Disk disk = new Disk();
    AtomicBoolean broken = new AtomicBoolean(true);
    LineEncoder encoder =
        (event, trail, sequence, out) -> {
          if (broken.get() && event.kind() == AuditEvent.Kind.REQUEST) {
            if (error) {
              throw new NoClassDefFoundError("gone");
            }
            throw new IllegalStateException("broken");
          }
          new OcsfEncoder().encode(event, trail, sequence, out);
        };
    try (AuditTrail trail = new AuditTrail(disk, encoder)) {
      int events = 3 * AuditTrail.PLACES;
      for (int i = 0; i < events; i++) {
        Disk.until(trail::reserve);
        trail.record(event());
      }
      assertTrue(trail.flush(10_000));
      assertEquals(events, trail.lost());
      broken.set(false);
      assertTrue(trail.offer(event()));
      assertTrue(trail.flush(10_000));
      assertEquals(events, told(disk.records()), "exactly as many are told");
      consecutive(disk.records());
    }
  }

  @Test
  void record_memoryRunsOutWhileEncoding_losesNothing() throws Exception {
    Disk disk = new Disk();
    AtomicInteger starved = new AtomicInteger(3);
    LineEncoder encoder =
        (event, trail, sequence, out) -> {
          out.write('{');
          if (starved.getAndDecrement() > 0) {
            throw new OutOfMemoryError("Java heap space");
          }
          ((Lines) out).cut(out.size() - 1);
          new OcsfEncoder().encode(event, trail, sequence, out);
        };
    try (AuditTrail trail = new AuditTrail(disk, encoder)) {
      assertTrue(trail.reserve());
      trail.record(event());
      Disk.until(trail::failing);
      assertFalse(trail.reserve());
      assertTrue(trail.offer(event()));
      Disk.until(trail::reserve);
      assertTrue(trail.flush(10_000));
      assertEquals(2, disk.records().size());
      consecutive(disk.records());
      assertEquals(0, trail.lost());
    }
  }

  @Test
  void offer_fromManyThreadsWhileTheDiskIsSlow_countsEveryLossOnce() throws Exception {
    Disk disk = new Disk();
    AtomicInteger kept = new AtomicInteger();
    try (AuditTrail trail = new AuditTrail(disk)) {
      for (int round = 0; round < 5; round++) {
        disk.holdWrites();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
          Thread thread =
              new Thread(
                  () -> {
                    for (int i = 0; i < 2000; i++) {
                      if (trail.offer(event())) {
                        kept.incrementAndGet();
                      }
                    }
                  });
          thread.start();
          threads.add(thread);
        }
        for (Thread thread : threads) {
          thread.join();
        }
        disk.letGo();
        Disk.until(() -> !trail.full());
      }
      assertTrue(trail.flush(10_000));
      // What was lost while the last batch was written is told by a record of its own.
      Disk.until(() -> toldIn(disk) == trail.lost());
      assertEquals(80_000, kept.get() + trail.lost());
      long requests =
          disk.records().stream().filter(r -> r.path("class_uid").asInt() == 6003).count();
      assertEquals(kept.get(), requests);
      consecutive(disk.records());
    }
  }

  private static long toldIn(Disk disk) {
    try {
      return told(disk.records());
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @Test
  void leaveTo_whileTheDiskFails_heirWritesEverything() throws Exception {
    Disk full = new Disk();
    full.writeFails = new IOException("No space left on device");
    Disk fresh = new Disk();
    AuditTrail old = new AuditTrail(full);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      AuditEvent event = event();
      ids.add(event.decisionId());
      if (old.reserve()) {
        old.record(event);
      } else {
        assertTrue(old.offer(event));
      }
    }
    Disk.until(old::failing);
    try (AuditTrail heir = new AuditTrail(fresh)) {
      old.leaveTo(heir);
      Disk.until(() -> full.closed);
      assertTrue(heir.flush(10_000));
      Disk.until(() -> heir.written() == 2000);
      List<String> written = new ArrayList<>();
      for (JsonNode record : fresh.records()) {
        written.add(record.path("metadata").path("uid").asText());
      }
      assertEquals(ids.size(), written.size());
      assertEquals(new TreeSet<>(ids), new TreeSet<>(written), "each exactly once");
      consecutive(fresh.records());
      assertEquals(0, full.records().size());
    }
  }

  @Test
  void record_afterTheTrailWasLeft_isTheHeirs() throws Exception {
    Disk before = new Disk();
    Disk after = new Disk();
    AuditTrail old = new AuditTrail(before);
    assertTrue(old.reserve(), "a request under way");
    try (AuditTrail heir = new AuditTrail(after)) {
      old.leaveTo(heir);
      Disk.until(() -> before.closed);
      old.record(event());
      assertTrue(old.reserve(), "a decision under way");
      old.record(event());
      assertTrue(old.offer(event()));
      Disk.until(() -> heir.written() == 3);
      after.holdWrites();
      assertEquals(AuditTrail.PLACES, fill(heir));
      assertFalse(old.reserve(), "the heir has no place");
      after.letGo();
      assertTrue(heir.flush(10_000));
      assertEquals(AuditTrail.PLACES, fillAgain(heir, after), "no place was lost on the way");
      after.letGo();
      assertEquals(0, before.records().size());
    }
  }

  private static int fillAgain(AuditTrail trail, Disk disk) {
    disk.holdWrites();
    return fill(trail);
  }

  @Test
  void record_fromManyThreadsWhileTheTrailIsLeft_losesNothing() throws Exception {
    Disk first = new Disk();
    Disk second = new Disk();
    AuditTrail old = new AuditTrail(first);
    CountDownLatch half = new CountDownLatch(4);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 3000; i++) {
                  if (i == 1000) {
                    half.countDown();
                  }
                  while (!old.reserve()) {
                    Thread.onSpinWait();
                  }
                  old.record(event());
                }
              });
      thread.start();
      threads.add(thread);
    }
    half.await();
    try (AuditTrail heir = new AuditTrail(second)) {
      old.leaveTo(heir);
      for (Thread thread : threads) {
        thread.join();
      }
      Disk.until(() -> first.closed && heir.written() + old.written() == 12_000);
      consecutive(first.records());
      consecutive(second.records());
      assertEquals(12_000, first.records().size() + second.records().size());
    }
  }

  @Test
  void close_whileTheDiskFails_countsWhatIsLeft() throws Exception {
    Disk disk = new Disk();
    disk.writeFails = new IOException("No space left on device");
    AuditTrail trail = new AuditTrail(disk);
    assertTrue(trail.offer(event()));
    Disk.until(trail::failing);
    assertTrue(trail.offer(event()));
    trail.close();
    assertEquals(2, trail.lost());
    assertTrue(disk.closed);
    assertFalse(trail.reserve());
  }

  @Test
  void writer_interruptedByAnybody_goesOn(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.ndjson");
    try (AuditTrail trail = AuditTrail.open(to(file))) {
      for (int i = 0; i < 20; i++) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
          if (thread.getName().equals("bartizan-audit")) {
            thread.interrupt();
          }
        }
        assertTrue(trail.offer(event()));
        assertTrue(trail.flush(10_000));
      }
      assertFalse(trail.failing());
    }
    assertEquals(20, Files.readAllLines(file).size());
  }

  @Test
  void event_ofHugeValues_keepsOnlyWhatItWillWrite() {
    String huge = "x".repeat(60_000);
    AuditEvent event =
        new AuditEvent.Builder()
            .decisionId("ID")
            .path(huge)
            .userAgent(huge)
            .host(huge)
            .method(huge)
            .reason(huge)
            .notes(List.of(huge))
            .build();
    assertEquals(AuditEvent.MAX_PATH + 1, String.valueOf(event.path()).length());
    for (String value :
        new String[] {
          event.userAgent(), event.host(), event.method(), event.reason(), event.notes().get(0)
        }) {
      assertEquals(AuditEvent.MAX_VALUE + 1, String.valueOf(value).length());
    }
  }

  @Test
  void record_fromManyThreads_losesAndTearsNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/audit.ndjson");
    try (AuditTrail trail = AuditTrail.open(to(file))) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < 2000; i++) {
                    while (!trail.reserve()) {
                      Thread.onSpinWait();
                    }
                    trail.record(event());
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertTrue(trail.flush(10_000));
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(16_000, lines.size());
    assertTrue(lines.stream().allMatch(l -> l.startsWith("{\"time\":") && l.endsWith("}}")));
    assertEquals(16_000, lines.stream().distinct().count());
  }

  @Test
  void open_whatAnotherTrailWrites_isRefused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.ndjson");
    try (AuditTrail first = AuditTrail.open(to(file))) {
      AuditException refused = assertThrows(AuditException.class, () -> AuditTrail.open(to(file)));
      assertTrue(String.valueOf(refused.getMessage()).contains("audit.file: stdout"));
      assertFalse(first.failing());
    }
  }

  @Test
  void record_afterTheFileWasMoved_opensANewOneUnderItsName(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.ndjson");
    try (AuditTrail trail = AuditTrail.open(to(file))) {
      assertTrue(trail.offer(event()));
      assertTrue(trail.flush(10_000));
      Files.move(file, folder.resolve("audit.1"));
      assertTrue(trail.offer(event()));
      assertTrue(trail.flush(10_000));
    }
    assertEquals(1, Files.readAllLines(folder.resolve("audit.1")).size());
    assertEquals(1, Files.readAllLines(file).size());
  }

  /** Again and again, so that records come while the writer works, naps and sleeps. */
  @Test
  void offer_nobodyFlushes_isWrittenAllTheSame() throws Exception {
    Disk disk = new Disk();
    try (AuditTrail trail = new AuditTrail(disk)) {
      for (int i = 1; i <= 30; i++) {
        assertTrue(trail.offer(event()));
        long until = System.nanoTime() + 10_000_000_000L;
        while (trail.written() < i && System.nanoTime() < until) {
          java.util.concurrent.locks.LockSupport.parkNanos(i * 1_000_000L);
        }
        assertEquals(i, trail.written());
      }
    }
  }
}
