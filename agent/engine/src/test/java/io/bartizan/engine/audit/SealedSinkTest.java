package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.AuditorFile;
import io.bartizan.engine.audit.seal.Finding;
import io.bartizan.engine.audit.seal.LogFiles;
import io.bartizan.engine.audit.seal.SealAlgorithm;
import io.bartizan.engine.audit.seal.SealKeys;
import io.bartizan.engine.audit.seal.Verdict;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Rotation;
import io.bartizan.policy.Seal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSinkTest {

  private static final long NEVER = 600_000;

  @TempDir Path folder;
  private Path file;
  private Path key;
  private Anchor anchor;
  private int records;

  @BeforeEach
  void keys() throws Exception {
    file = folder.resolve("audit.ndjson");
    key = folder.resolve("audit.jwk");
    anchor = SealKeys.seal(key, SealAlgorithm.ES256);
  }

  private Seal seal(Path encryptTo) {
    return new Seal(key, encryptTo, NEVER, null);
  }

  private ByteBuffer batch(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(record(++records)).append('\n');
    }
    return ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String record(int number) {
    return "{\"time\":" + number + ",\"x\":\"zw\u00f6lf\",\"unmapped\":{\"trail\":\"T\"}}";
  }

  private Sink open() throws Exception {
    return open(seal(null));
  }

  private Sink open(Seal seal) throws Exception {
    return Sealing.open(file, seal, new Rotator(file, Rotation.NONE), new Checkpoints(seal));
  }

  private Verdict verify(Path... files) throws IOException {
    return new LogFiles(List.of(files), (read, of) -> {}).verify(anchor, List.of());
  }

  private static String said(Verdict verdict) {
    StringBuilder said = new StringBuilder();
    for (Finding finding : verdict.findings()) {
      said.append(finding.kind()).append(" line ").append(finding.line());
      said.append(": ").append(finding.message()).append('\n');
    }
    return said.toString();
  }

  private void assertWhole(Path... files) throws Exception {
    Verdict verdict = verify(files);
    assertTrue(verdict.intact(), said(verdict));
    assertEquals(records, verdict.records());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LogFiles(List.of(files), (read, of) -> {}).decrypt(anchor, null, out);
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= records; i++) {
      expected.add(record(i));
    }
    assertEquals(expected, out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void written_overRestarts_isWholeAndComesOutAsItWentIn() throws Exception {
    for (int run = 0; run < 3; run++) {
      try (Sink sink = open()) {
        sink.write(batch(5));
        sink.write(batch(1));
      }
    }
    assertWhole(file);
    assertEquals(3, verify(file).segments());
  }

  @Test
  void encrypted_isUnreadableWithoutTheAuditorsKey() throws Exception {
    Path auditor = folder.resolve("auditor.jwk");
    SealKeys.auditor(auditor, false);
    try (Sink sink = open(seal(SealKeys.publicFile(auditor)))) {
      sink.write(batch(20));
    }
    assertFalse(Files.readString(file).contains("\"x\""), "no record in clear");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LogFiles files = new LogFiles(List.of(file), (read, of) -> {});
    Verdict verdict = files.decrypt(anchor, AuditorFile.readPrivate(auditor), out);
    assertTrue(verdict.intact(), said(verdict));
    assertEquals(20, out.toString(StandardCharsets.UTF_8).lines().count());
    assertTrue(out.toString(StandardCharsets.UTF_8).startsWith(record(1) + "\n" + record(2)));
  }

  @Test
  void f28_write_failsAtAnyByte_leavesAWholeSealedLogAndGoesOn() throws Exception {
    for (int at = 0; at < 1500; at += 43) {
      records = 0;
      file = folder.resolve(at + ".ndjson");
      key = folder.resolve(at + ".jwk");
      anchor = SealKeys.seal(key, SealAlgorithm.ES256);
      FaultyChannel.Device device = new FaultyChannel.Device();
      FileSink plain = new FileSink(file, path -> new FaultyChannel(AuditFile.open(path), device));
      try (Sink sink = new SealedSink(plain, seal(null), new Checkpoints(seal(null)))) {
        device.room = at;
        ByteBuffer first = batch(3);
        boolean failed = false;
        try {
          sink.write(first);
        } catch (IOException full) {
          failed = true;
          assertEquals(0, first.position(), "nothing of it counts as written");
          device.room = Long.MAX_VALUE;
          sink.write(first);
        }
        device.room = Long.MAX_VALUE;
        assertTrue(failed || at > 700, "byte " + at);
        sink.write(batch(2));
      }
      assertWhole(file);
    }
  }

  @Test
  void f24_fileMovedAway_nextSegmentStandsInTheNewFileAndBothAreOneLog() throws Exception {
    Path old = folder.resolve("audit.ndjson.1");
    try (Sink sink = open()) {
      sink.write(batch(4));
      Files.move(file, old);
      sink.write(batch(4));
    }
    assertWhole(file, old);
    assertEquals(
        Finding.Kind.MISSING_SEGMENT, verify(file).findings().get(0).kind(), "the new one alone");
    assertTrue(verify(old).intact(), "the old one was closed: " + said(verify(old)));
  }

  @Test
  void f24_fileDeleted_gapIsReported() throws Exception {
    try (Sink sink = open()) {
      sink.write(batch(4));
      Files.delete(file);
      sink.write(batch(4));
    }
    Verdict verdict = verify(file);
    assertFalse(verdict.tampered(), said(verdict));
    assertEquals(Finding.Kind.MISSING_SEGMENT, verdict.findings().get(0).kind());
  }

  @Test
  void f24_fileTruncatedUnderUs_gapIsReported() throws Exception {
    long twoLines;
    try (Sink sink = open()) {
      sink.write(batch(1));
      twoLines = Files.size(file);
      sink.write(batch(3));
      try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
        other.truncate(twoLines);
      }
      sink.write(batch(4));
    }
    Verdict verdict = verify(file);
    assertFalse(verdict.tampered(), said(verdict));
    assertEquals(Finding.Kind.MISSING, verdict.findings().get(0).kind());
    assertEquals(5, verdict.records(), "what is there is checked");
  }

  @Test
  void linesAddedByOthers_areFound() throws Exception {
    try (Sink sink = open()) {
      sink.write(batch(2));
      Files.writeString(file, record(7) + "\n", StandardOpenOption.APPEND);
      sink.write(batch(2));
    }
    assertTrue(verify(file).tampered());
  }

  /** What is in the file and beside the key when a process is gone. */
  private void die(Sink sink, byte[] left, String state) throws Exception {
    sink.close();
    Files.write(file, left);
    Files.writeString(key, state);
  }

  @Test
  void f25_processDies_atAnyByteOfItsLastLines_nextOneGoesOn() throws Exception {
    Sink sink = open();
    sink.write(batch(2));
    String state = Files.readString(key);
    byte[] two = Files.readAllBytes(file);
    int whole = records;
    sink.write(batch(2));
    byte[] four = Files.readAllBytes(file);
    sink.close();
    for (int length = two.length; length < four.length; length += 37) {
      Files.write(file, Arrays.copyOf(four, length));
      Files.writeString(key, state);
      records = whole + (int) tail(four, two.length, length);
      try (Sink next = open()) {
        next.write(batch(1));
      }
      Verdict verdict = verify(file);
      assertTrue(verdict.intact(), length + ": " + said(verdict));
      assertEquals(records, verdict.records(), "each whole record, " + length);
      assertEquals(1, verdict.recoveries().size());
    }
  }

  private static long tail(byte[] bytes, int from, int to) {
    long lines = 0;
    for (int i = from; i < to; i++) {
      lines += bytes[i] == '\n' ? 1 : 0;
    }
    return lines;
  }

  @Test
  void f25_processDies_whileItsFirstLinesAreWritten_nextOneGoesOn() throws Exception {
    try (Sink sink = open()) {
      sink.write(batch(2));
    }
    String state = Files.readString(key);
    byte[] before = Files.readAllBytes(file);
    Sink sink = open();
    String begun = Files.readString(key);
    sink.write(batch(1));
    byte[] after = Files.readAllBytes(file);
    die(sink, before, state);
    int opening =
        new String(after, before.length, after.length - before.length, "UTF-8")
            .indexOf("{\"time\"");
    for (int length = before.length; length < before.length + opening; length += 61) {
      Files.write(file, Arrays.copyOf(after, length));
      Files.writeString(key, begun);
      records = 2;
      try (Sink next = open()) {
        next.write(batch(1));
      }
      Verdict verdict = verify(file);
      assertTrue(verdict.intact(), length - before.length + ": " + said(verdict));
      assertEquals(records, verdict.records());
    }
  }

  @Test
  void fileMovedAwayWhileNoProcessRan_closedLogGoesOnInANewFile() throws Exception {
    Path old = folder.resolve("audit.ndjson.1");
    try (Sink sink = open()) {
      sink.write(batch(2));
    }
    Files.move(file, old);
    try (Sink sink = open()) {
      sink.write(batch(2));
    }
    assertWhole(old, file);
  }

  @Test
  void fileMovedAwayAfterACrash_endIsCalledUnseen() throws Exception {
    Path old = folder.resolve("audit.ndjson.1");
    Sink sink = open();
    sink.write(batch(2));
    String state = Files.readString(key);
    byte[] left = Files.readAllBytes(file);
    die(sink, left, state);
    Files.move(file, old);
    try (Sink next = open()) {
      next.write(batch(2));
    }
    Verdict verdict = verify(old, file);
    assertFalse(verdict.tampered(), said(verdict));
    assertEquals(Finding.Kind.UNSEEN, verdict.findings().get(0).kind());
    assertEquals(4, verdict.records());
  }

  @Test
  void f24_rolledBackWhileNoProcessRan_isFoundByTheMarkBesideTheKey() throws Exception {
    Sink sink = open();
    sink.write(batch(3));
    byte[] earlier = Files.readAllBytes(file);
    sink.write(batch(1000));
    String state = Files.readString(key);
    byte[] mark = Files.readAllBytes(folder.resolve("audit.jwk.mark"));
    die(sink, earlier, state);
    Files.write(folder.resolve("audit.jwk.mark"), mark);
    try (Sink next = open()) {
      next.write(batch(2));
    }
    Verdict verdict = verify(file);
    assertFalse(verdict.tampered(), said(verdict));
    assertEquals(Finding.Kind.MISSING, verdict.findings().get(0).kind());
    Files.writeString(folder.resolve("audit.jwk.mark"), "torn");
    try (Sink next = open()) {
      next.write(batch(1));
    }
    assertEquals(1, verify(file).findings().size(), "a mark that can't be read says nothing");
  }

  @Test
  void tamperedWhileNoProcessRan_isFoundAndNeverEndorsed() throws Exception {
    Sink sink = open();
    sink.write(batch(4));
    String state = Files.readString(key);
    byte[] left = Files.readAllBytes(file);
    left[left.length - 100] ^= 1;
    die(sink, left, state);
    try (Sink next = open()) {
      next.write(batch(2));
    }
    assertTrue(verify(file).tampered());
  }

  private String refused() {
    AuditException refused =
        assertThrows(
            AuditException.class,
            () ->
                AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, file, seal(null), false))
                    .close());
    return String.valueOf(refused.getMessage());
  }

  @Test
  void f27_keyThatCannotBeUsed_stopsTheStart() throws Exception {
    String good = Files.readString(key);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertTrue(refused().contains("BZ3003") && refused().contains("chmod 600"), refused());
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(key, Files.readString(SealKeys.publicFile(key)));
    assertTrue(refused().contains("no private part"), refused());
    Files.writeString(key, "{");
    assertTrue(refused().contains("it is no JWK"), refused());
    Files.writeString(key, good.replaceAll("\"d\":\"..", "\"d\":\"AA"));
    assertTrue(refused().contains("do not belong together"), refused());
    Files.delete(key);
    assertTrue(refused().contains("it can't be read"), refused());
  }

  @Test
  void f27_auditorsKeyThatCannotBeUsed_stopsTheStart() throws Exception {
    Path auditor = folder.resolve("auditor.jwk");
    SealKeys.auditor(auditor, false);
    for (Path wrong : new Path[] {auditor, SealKeys.publicFile(key), folder.resolve("none")}) {
      AuditException refused = assertThrows(AuditException.class, () -> open(seal(wrong)));
      assertTrue(String.valueOf(refused.getMessage()).contains("BZ3004"), refused.getMessage());
    }
  }

  @Test
  void f27_auditorsKeyTakenAwayAtRunTime_failsTheNextSegmentAndHeals() throws Exception {
    Path auditor = folder.resolve("auditor.jwk");
    SealKeys.auditor(auditor, true);
    Path to = SealKeys.publicFile(auditor);
    byte[] kept = Files.readAllBytes(to);
    try (Sink sink = open(seal(to))) {
      sink.write(batch(2));
      Files.delete(to);
      Files.move(file, folder.resolve("moved"));
      ByteBuffer batch = batch(2);
      assertThrows(IOException.class, () -> sink.write(batch));
      assertEquals(0, batch.position());
      Files.write(to, kept);
      sink.write(batch);
    }
    Verdict verdict = verify(folder.resolve("moved"), file);
    assertTrue(verdict.intact(), said(verdict));
    assertEquals(4, verdict.records());
  }

  @Test
  void fileThatIsNotThisKeys_isRefused() throws Exception {
    Files.writeString(file, record(1) + "\n");
    assertTrue(refused().contains("BZ3005") && refused().contains("not sealed"), refused());
    Files.delete(file);
    try (Sink sink = open()) {
      sink.write(batch(1));
    }
    String stale = Files.readString(key);
    try (Sink sink = open()) {
      sink.write(batch(1));
    }
    Files.writeString(key, stale);
    assertTrue(refused().contains("was it restored?"), refused());
    key = folder.resolve("other.jwk");
    SealKeys.seal(key, SealAlgorithm.ES256);
    assertTrue(refused().contains("sealed with another key"), refused());
  }

  @Test
  void f26_secondTrailWithTheSameKey_waitsForTheFirstAndContinuesIt() throws Exception {
    Sink first = open();
    first.write(batch(2));
    Path before = file;
    file = folder.resolve("elsewhere.ndjson");
    try (Sink second = open()) {
      ByteBuffer batch = batch(2);
      assertThrows(IOException.class, () -> second.write(batch));
      first.close();
      second.write(batch);
    }
    assertWhole(before, file);
  }

  @Test
  void keyStandsInItsFileForOneSegmentOnly() throws Exception {
    String first = Files.readString(key);
    try (Sink sink = open()) {
      sink.write(batch(1));
      assertTrue(Files.readString(key).contains(d(first)), "its segment is not over");
    }
    assertFalse(Files.readString(key).contains(d(first)), "destroyed with the segment's end");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    try (var left = Files.list(folder)) {
      for (Path other : left.toList()) {
        assertFalse(Files.readString(other).contains(d(first)), "nor is it in " + other);
      }
    }
  }

  private static String d(String jwk) {
    return jwk.replaceAll("(?s).*\"d\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void idle_checkpointIsDue_isWrittenAndExported() throws Exception {
    Path export = folder.resolve("checkpoints");
    AuditSink to = new AuditSink(AuditSink.Kind.FILE, export);
    try (Sink sink = open(new Seal(key, null, 1, to))) {
      sink.write(batch(1));
      Disk.until(
          () -> {
            try {
              sink.idle();
              return Files.readString(file).endsWith("\\n\"}}\n");
            } catch (IOException failed) {
              throw new AssertionError(failed);
            }
          });
    }
    Disk.until(() -> Files.exists(export));
    Disk.until(
        () -> {
          try {
            return !LogFiles.kept(export).isEmpty();
          } catch (Exception torn) {
            return false;
          }
        });
    LogFiles files = new LogFiles(List.of(file), (read, of) -> {});
    assertTrue(files.verify(anchor, LogFiles.kept(export)).intact());
    Files.writeString(file, "");
    assertEquals(
        Finding.Kind.EMPTY, files.verify(anchor, LogFiles.kept(export)).findings().get(0).kind());
  }

  @Test
  void throughTheTrail_everyRecordIsSealedAndTheTrailClosed() throws Exception {
    AuditSink to = new AuditSink(AuditSink.Kind.FILE, file, seal(null), false);
    try (AuditTrail trail = AuditTrail.open(to)) {
      for (int i = 0; i < 3000; i++) {
        assertTrue(trail.reserve());
        trail.record(
            new AuditEvent.Builder()
                .decisionId(DecisionIds.next())
                .timeMillis(i)
                .kind(AuditEvent.Kind.REQUEST)
                .outcome(AuditEvent.Outcome.PERMITTED)
                .build());
      }
    }
    Verdict verdict = verify(file);
    assertTrue(verdict.intact(), said(verdict));
    assertEquals(3000, verdict.records());
    assertTrue(verdict.checkpoints() >= 5, "one in 1,000 lines");
  }

  @Test
  void concluded_trailIsWhole_andIsAgainAfterWhatComesAllTheSame() throws Exception {
    AuditSink to = new AuditSink(AuditSink.Kind.FILE, file, seal(null), true);
    AuditTrail trail = AuditTrail.open(to);
    for (int round = 1; round <= 3; round++) {
      assertTrue(trail.offer(new AuditEvent.Builder().decisionId(DecisionIds.next()).build()));
      assertTrue(trail.conclude(20_000));
      Verdict verdict = verify(file);
      assertTrue(verdict.intact(), said(verdict));
      assertEquals(round, verdict.records());
    }
    trail.close();
    assertEquals(3, verify(file).segments(), "closing adds nothing");
  }
}
