package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code audit.durability: fsync}. */
class DurableTrailTest {

  private static AuditEvent event() {
    return new AuditEvent.Builder().decisionId(DecisionIds.next()).build();
  }

  private static int records(Disk disk) {
    try {
      return disk.records().size();
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void record_countsAsWritten_onceItIsSynced() {
    Disk disk = new Disk();
    disk.holdSyncs();
    try (AuditTrail trail = new AuditTrail(disk, new OcsfEncoder(), true)) {
      assertTrue(trail.offer(event()));
      Disk.until(() -> records(disk) == 1);
      assertEquals(0, trail.written(), "on its way to the medium");
      assertFalse(trail.flush(50));
      disk.letGo();
      Disk.until(() -> trail.written() == 1);
    } finally {
      disk.letGo();
    }
  }

  @Test
  void sync_fails_refusesAndNeverWritesTheSameTwice() {
    Disk disk = new Disk();
    disk.syncFails = new IOException("Input/output error");
    try (AuditTrail trail = new AuditTrail(disk, new OcsfEncoder(), true)) {
      assertTrue(trail.offer(event()));
      Disk.until(trail::failing);
      assertFalse(trail.reserve(), "nothing is permitted meanwhile");
      assertEquals(0, trail.written());
      disk.syncFails = null;
      Disk.until(() -> trail.written() >= 1 && !trail.failing());
      assertTrue(trail.offer(event()));
      assertTrue(trail.flush(20_000));
    }
    assertEquals(3, records(disk), "two, and one that tells of the failed sync");
  }

  @Test
  void left_whileSyncsFail_heirGetsNothingThatStandsAlready() {
    Disk failing = new Disk();
    failing.syncFails = new IOException("Input/output error");
    Disk fresh = new Disk();
    AuditTrail old = new AuditTrail(failing, new OcsfEncoder(), true);
    try (AuditTrail heir = new AuditTrail(fresh, new OcsfEncoder(), true)) {
      assertTrue(old.offer(event()));
      Disk.until(old::failing);
      old.leaveTo(heir);
      Disk.until(() -> failing.closed);
      assertTrue(heir.offer(event()));
      assertTrue(heir.flush(20_000));
      assertEquals(1, records(failing));
      assertEquals(1, records(fresh));
    }
  }
}
