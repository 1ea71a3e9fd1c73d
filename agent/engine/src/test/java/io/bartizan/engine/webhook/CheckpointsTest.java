package io.bartizan.engine.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditException;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.Checkpoint;
import io.bartizan.engine.audit.seal.Finding;
import io.bartizan.engine.audit.seal.LogFiles;
import io.bartizan.engine.audit.seal.SealAlgorithm;
import io.bartizan.engine.audit.seal.SealKeys;
import io.bartizan.engine.audit.seal.Verdict;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Seal;
import io.bartizan.policy.Webhook.Signing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a receiver has of a sealed trail convicts whoever cuts it back or writes it anew. */
class CheckpointsTest {

  @TempDir private Path folder;
  private Path file;
  private Path key;
  private Path secret;
  private Anchor anchor;
  private int written;

  @BeforeEach
  void keys() throws Exception {
    file = folder.resolve("audit.ndjson");
    key = folder.resolve("seal.jwk");
    anchor = SealKeys.seal(key, SealAlgorithm.ES256);
    secret = Files.writeString(folder.resolve("hook"), "0123456789abcdef0123456789abcdef");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
  }

  private AuditSink sink(Receiver receiver) {
    Seal seal =
        new Seal(key, null, 100, null)
            .tellingTo(new io.bartizan.policy.Webhook(receiver.url(), Signing.HMAC, secret, null));
    return new AuditSink(AuditSink.Kind.FILE, file, seal, false);
  }

  private AuditTrail open(Receiver receiver) throws Exception {
    return AuditTrail.open(sink(receiver));
  }

  private void write(AuditTrail trail, int count) {
    for (int i = 0; i < count; i++) {
      AuditEvent.Builder event = new AuditEvent.Builder().decisionId("D" + written++);
      assertTrue(trail.offer(event.reason("rule").build()));
    }
    assertTrue(trail.flush(20_000));
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.call()) {
      assertTrue(System.nanoTime() < end, "never came true");
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** What came, one message a line, as a receiver would keep it. */
  private List<Checkpoint> kept(Receiver receiver) throws Exception {
    String lines =
        receiver.heard.stream().map(Receiver.Heard::text).collect(Collectors.joining("\n"));
    return LogFiles.kept(Files.writeString(folder.resolve("kept"), lines));
  }

  private Verdict verify(List<Checkpoint> kept) throws Exception {
    return new LogFiles(List.of(file), (read, of) -> {}).verify(anchor, kept);
  }

  @Test
  void logCutBack_isFoundByWhatTheReceiverHas_toTheLastRecord() throws Exception {
    try (Receiver receiver = new Receiver(Receiver.status(204))) {
      byte[] before;
      try (AuditTrail trail = open(receiver)) {
        write(trail, 3);
      }
      before = Files.readAllBytes(file);
      try (AuditTrail trail = open(receiver)) {
        write(trail, 2);
      }
      List<Checkpoint> kept = kept(receiver);
      assertTrue(verify(kept).intact());
      Files.write(file, before);
      assertTrue(verify(List.of()).intact(), "it was whole then, and nothing here tells");
      Verdict cut = verify(kept);
      assertFalse(cut.intact());
      assertFalse(cut.tampered());
      assertEquals(Finding.Kind.ROLLED_BACK, cut.findings().get(0).kind());
    }
  }

  @Test
  void logWrittenAnew_withTheVeryKey_isTamperedWith() throws Exception {
    String stolen = Files.readString(key);
    try (Receiver receiver = new Receiver(Receiver.status(200))) {
      try (AuditTrail trail = open(receiver)) {
        write(trail, 5);
      }
      List<Checkpoint> kept = kept(receiver);
      for (String name : new String[] {"audit.ndjson", "seal.jwk", "seal.jwk.mark"}) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.writeString(key, stolen);
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      Seal silent = new Seal(key, null, 100, null);
      try (AuditTrail trail =
          AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, file, silent, false))) {
        write(trail, 5);
      }
      assertTrue(verify(List.of()).intact(), "with the key of its time it is as good as any");
      assertTrue(verify(kept).tampered());
    }
  }

  @Test
  void receiverAway_holdsUpNoRecord_isTold_andGetsTheLastWhenItIsBack() throws Exception {
    try (Receiver receiver = new Receiver(Receiver.status(503));
        AuditTrail trail = open(receiver)) {
      write(trail, 5);
      until(() -> Files.readString(file).contains("checkpoints are not taken by"));
      assertFalse(trail.failing());
      receiver.heard.clear();
      receiver.manner = Receiver.status(200);
      until(() -> Files.readString(file).contains("are taken by " + receiver.url() + " again"));
      assertTrue(trail.conclude(20_000));
      assertTrue(verify(kept(receiver)).intact());
    }
  }

  @Test
  void keyThatCannotBeUsed_stopsTheStart_andLeavesTheFileFree() throws Exception {
    Files.writeString(secret, "short");
    try (Receiver receiver = new Receiver(Receiver.status(200))) {
      AuditException refused = assertThrows(AuditException.class, () -> open(receiver));
      assertTrue(String.valueOf(refused.getMessage()).contains("BZ3020"), refused.getMessage());
      Files.writeString(secret, "0123456789abcdef0123456789abcdef");
      open(receiver).close();
    }
  }

  @Test
  void receiverThatChanges_getsTheNextCheckpoint_andTheOldOneWhatWaitedForIt() throws Exception {
    try (Receiver first = new Receiver(Receiver.status(503));
        Receiver second = new Receiver(Receiver.status(200));
        AuditTrail trail = open(first)) {
      write(trail, 2);
      until(() -> !first.heard.isEmpty());
      assertTrue(sink(first).sameTrail(sink(second)), "another export is no other trail");
      trail.follow(trail.prepare(sink(second)));
      write(trail, 2);
      until(() -> !second.heard.isEmpty());
      first.heard.clear();
      first.manner = Receiver.status(200);
      until(() -> !first.heard.isEmpty());
      trail.follow(trail.prepare(new AuditSink(AuditSink.Kind.FILE, file, silent(), false)));
      write(trail, 1);
      assertTrue(trail.conclude(20_000));
      assertTrue(verify(kept(second)).intact());
    }
  }

  @Test
  void changeThatCannotBe_leavesCheckpointsWhereTheyWent() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken"), "short");
    try (Receiver receiver = new Receiver(Receiver.status(200));
        AuditTrail trail = open(receiver)) {
      AuditSink elsewhere =
          new AuditSink(
              AuditSink.Kind.FILE,
              file,
              silent()
                  .tellingTo(
                      new io.bartizan.policy.Webhook(
                          "http://127.0.0.1:9/", Signing.HMAC, broken, null)),
              false);
      AuditException refused = assertThrows(AuditException.class, () -> trail.prepare(elsewhere));
      assertTrue(String.valueOf(refused.getMessage()).contains("BZ3020"), refused.getMessage());
      write(trail, 2);
      until(() -> !receiver.heard.isEmpty());
    }
  }

  @Test
  void sameFile_writtenOtherwise_takesARestart_andSaysSo() throws Exception {
    AuditSink plain = new AuditSink(AuditSink.Kind.FILE, file);
    AuditSink sealed = new AuditSink(AuditSink.Kind.FILE, file, silent(), false);
    assertFalse(plain.sameTrail(sealed));
    AuditException refused =
        assertThrows(AuditException.class, () -> AuditTrail.open(sealed, plain));
    assertTrue(String.valueOf(refused.getMessage()).contains("BZ3022"), refused.getMessage());
  }

  private Seal silent() {
    return new Seal(key, null, 100, null);
  }
}
