package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.policy.AuditSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {

  private static AuditEvent event() {
    return new AuditEvent.Builder().decisionId(DecisionIds.next()).build();
  }

  private static AuditSink to(Path file) {
    return new AuditSink(AuditSink.Kind.FILE, file);
  }

  /** A disk whose mood the test decides. */
  private static final class Disk implements Sink {
    final CountDownLatch slow = new CountDownLatch(1);
    final AtomicBoolean broken = new AtomicBoolean();
    final List<String> lines = new ArrayList<>();
    volatile boolean held;

    @Override
    public void write(ByteBuffer batch) throws IOException {
      if (held) {
        try {
          slow.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      if (broken.get()) {
        throw new IOException("No space left on device");
      }
      synchronized (lines) {
        StandardCharsets.UTF_8.decode(batch).toString().lines().forEach(lines::add);
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void reserve_whileTheDiskIsSlow_endsAtTheBound() throws Exception {
    Disk disk = new Disk();
    disk.held = true;
    try (AuditTrail trail = new AuditTrail(disk)) {
      int places = 0;
      while (trail.reserve()) {
        trail.record(event());
        places++;
      }
      assertEquals(AuditTrail.PLACES, places);
      assertFalse(trail.offer(event()));
      assertEquals(1, trail.lost());
      disk.held = false;
      disk.slow.countDown();
      assertTrue(trail.flush(10_000));
      assertEquals(AuditTrail.PLACES, trail.written());
      assertEquals(AuditTrail.PLACES + 1, disk.lines.size(), "and one that tells of the lost");
      assertTrue(trail.reserve());
    }
  }

  @Test
  void reserve_whileTheDiskFails_isRefusedAndHealsByItself() throws Exception {
    Disk disk = new Disk();
    disk.broken.set(true);
    try (AuditTrail trail = new AuditTrail(disk)) {
      assertTrue(trail.reserve());
      trail.record(event());
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (!trail.failing() && System.nanoTime() < until) {
        Thread.onSpinWait();
      }
      assertFalse(trail.reserve());
      assertTrue(trail.offer(event()), "a refusal is kept for later");
      disk.broken.set(false);
      assertTrue(trail.flush(10_000));
      assertTrue(trail.reserve());
      assertEquals(2, disk.lines.size());
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
}
