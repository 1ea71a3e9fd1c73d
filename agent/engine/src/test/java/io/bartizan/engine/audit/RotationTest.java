package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bartizan.engine.audit.seal.Anchor;
import io.bartizan.engine.audit.seal.Finding;
import io.bartizan.engine.audit.seal.LogFiles;
import io.bartizan.engine.audit.seal.SealAlgorithm;
import io.bartizan.engine.audit.seal.SealKeys;
import io.bartizan.engine.audit.seal.Verdict;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Rotation;
import io.bartizan.policy.Seal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trail that goes on in new files is one trail. */
class RotationTest {

  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final Rotation SMALL = new Rotation(1000, 0, 0, 0);

  @TempDir private Path folder;
  private int records;

  private Path file() {
    return folder.resolve("audit.ndjson");
  }

  private ByteBuffer batch(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("{\"time\":").append(++records).append(",\"unmapped\":{\"trail\":\"T\"}}\n");
    }
    return ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private FileSink sink(Rotation how) throws IOException {
    return new FileSink(file(), AuditFile::open, new Rotator(file(), how));
  }

  /** The files of the trail, oldest first, the one that is written last. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "audit.ndjson.*")) {
      all.forEach(files::add);
    }
    Collections.sort(files);
    files.add(file());
    return files;
  }

  private void assertAllThere() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files()) {
      lines.addAll(Files.readAllLines(file));
    }
    assertEquals(records, lines.size());
    for (int i = 0; i < records; i++) {
      assertTrue(lines.get(i).startsWith("{\"time\":" + (i + 1) + ","), lines.get(i));
    }
  }

  @Test
  void file_largerThanItMayBe_isLeftForANewOne_andTold() throws Exception {
    try (FileSink sink = sink(SMALL)) {
      for (int i = 0; i < 60; i++) {
        sink.write(batch(5));
        String remark = sink.remark();
        if (remark != null) {
          String last = String.valueOf(files().get(files().size() - 2).getFileName());
          assertTrue(remark.endsWith("what stands before it is in " + last), remark);
        }
      }
    }
    assertAllThere();
    assertTrue(files().size() > 5, files().toString());
    for (Path one : files()) {
      assertTrue(Files.size(one) < 1300, one + ": " + Files.size(one));
    }
    assertFalse(Files.exists(folder.resolve("audit.ndjson.next")));
  }

  @Test
  void file_withoutASecondName_isRotatedAllTheSame() throws Exception {
    Rotator.Linking none =
        (second, first) -> {
          throw new UnsupportedOperationException();
        };
    try (FileSink sink = new FileSink(file(), AuditFile::open, new Rotator(file(), SMALL, none))) {
      for (int i = 0; i < 60; i++) {
        sink.write(batch(5));
      }
    }
    assertAllThere();
    assertTrue(files().size() > 5, files().toString());
  }

  @Test
  void file_behindALink_isRotatedWhereItStands() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("trail");
    Files.createSymbolicLink(file(), real);
    try (FileSink sink = sink(SMALL)) {
      for (int i = 0; i < 20; i++) {
        sink.write(batch(5));
      }
    }
    assertTrue(Files.isSymbolicLink(file()));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(real.getParent(), "trail.*")) {
      assertTrue(all.iterator().hasNext());
    }
  }

  @Test
  void file_ofYesterday_isLeftBeforeTheFirstRecordOfToday() throws Exception {
    Files.write(file(), batch(3).array());
    Files.setLastModifiedTime(file(), FileTime.fromMillis(System.currentTimeMillis() - DAY));
    try (FileSink sink = sink(new Rotation(0, DAY, 0, 0))) {
      sink.write(batch(1));
      sink.write(batch(1));
    }
    assertAllThere();
    List<Path> files = files();
    assertEquals(2, files.size());
    assertEquals(3, Files.readAllLines(files.get(0)).size());
  }

  @Test
  void old_filesBeyondWhatIsKept_areDeleted_andNothingElse() throws Exception {
    Path other = Files.writeString(folder.resolve("audit.ndjson.1"), "of logrotate");
    Path packed = Files.writeString(folder.resolve("audit.ndjson.20200101T000000.000Z.gz"), "old");
    Path like = Files.writeString(folder.resolve("audit.ndjson.20200101T000000.000Z.bak"), "own");
    List<String> told = new ArrayList<>();
    try (FileSink sink = sink(new Rotation(1000, 0, 2, 0))) {
      for (int i = 0; i < 60; i++) {
        sink.write(batch(5));
        String remark = sink.remark();
        told.add(remark == null ? "" : remark);
      }
    }
    assertTrue(Files.exists(other) && Files.exists(like), "they were not left by the agent");
    assertFalse(Files.exists(packed));
    assertEquals(2 + 2 + 1, files().size(), files().toString());
    assertTrue(
        told.stream().anyMatch(t -> t.contains("deleted, as audit.rotate.keep has it: audit")),
        told.toString());
  }

  @Test
  void old_filesLongerThanTheyAreKept_areDeleted() throws Exception {
    Path old = Files.writeString(folder.resolve("audit.ndjson.20200101T000000.000Z"), "old");
    try (FileSink sink = sink(new Rotation(1000, 0, 0, DAY))) {
      for (int i = 0; i < 20; i++) {
        sink.write(batch(5));
      }
    }
    assertFalse(Files.exists(old));
    assertAllThere();
    assertTrue(files().size() > 2);
  }

  @Test
  void newFile_thatCannotBeMade_leavesTheOldOneToGrow_andLosesNothing() throws Exception {
    AuditFile.Opener full =
        path -> {
          if (path.toString().endsWith(".next")) {
            throw new IOException("No space left on device");
          }
          return AuditFile.open(path);
        };
    try (FileSink sink = new FileSink(file(), full, new Rotator(file(), SMALL))) {
      for (int i = 0; i < 60; i++) {
        sink.write(batch(5));
        String remark = sink.remark();
        assertTrue(remark == null || remark.contains("No space left"), remark);
      }
    }
    assertAllThere();
    assertEquals(1, files().size());
  }

  @Test
  void file_movedAwayByOthersMeanwhile_isFollowed() throws Exception {
    Rotator.Linking late =
        (second, first) -> {
          Files.move(first, folder.resolve("audit.ndjson.0"));
          Files.createLink(second, first);
        };
    try (FileSink sink = new FileSink(file(), AuditFile::open, new Rotator(file(), SMALL, late))) {
      for (int i = 0; i < 20; i++) {
        sink.write(batch(5));
      }
    }
    assertAllThere();
    assertEquals(2, files().size(), "and tried again only after a while");
  }

  @Test
  void secondProcess_neverFindsTheNameFree_howeverOftenItIsRotated() throws Exception {
    try (FileSink sink = sink(new Rotation(1, 0, 3, 0))) {
      sink.write(batch(1));
      Process intruder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Intruder.class.getName(),
                  file().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said = intruder.inputReader(StandardCharsets.UTF_8)) {
        assertEquals("trying", said.readLine());
        for (int i = 0; i < 60; i++) {
          sink.write(batch(1));
        }
        assertTrue(intruder.isAlive(), () -> "it had the file: " + said.lines().toList());
        intruder.outputWriter().write('\n');
        intruder.outputWriter().flush();
        assertNull(said.readLine());
        assertEquals(0, intruder.waitFor());
      } finally {
        intruder.destroyForcibly();
      }
      assertEquals(4, files().size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1500})
  void sealed_filesAreOneLog_andAMissingOneIsFound(int bytes) throws Exception {
    Path key = folder.resolve("seal.jwk");
    Anchor anchor = SealKeys.seal(key, SealAlgorithm.ES256);
    Seal seal = new Seal(key, null, 600_000, null);
    for (int run = 0; run < 3; run++) {
      Rotator rotator = new Rotator(file(), new Rotation(bytes, 0, 0, 0));
      try (Sink sink = Sealing.open(file(), seal, rotator, new Checkpoints(seal))) {
        for (int i = 0; i < 10; i++) {
          sink.write(batch(2));
          sink.idle();
        }
      }
    }
    List<Path> files = files();
    assertTrue(files.size() > 5, files.toString());
    Verdict whole = verify(anchor, files);
    assertTrue(whole.intact(), said(whole));
    assertEquals(records, whole.records());
    for (int without = 0; without < files.size() - 1; without++) {
      List<Path> some = new ArrayList<>(files);
      some.remove(without);
      Verdict verdict = verify(anchor, some);
      assertFalse(verdict.intact(), "without " + files.get(without));
      assertEquals(Finding.Kind.MISSING_SEGMENT, verdict.findings().get(0).kind(), said(verdict));
    }
  }

  @Test
  void sealed_processDiesRightAfterItsFileWasLeft_nextOneGoesOn() throws Exception {
    Path key = folder.resolve("seal.jwk");
    Anchor anchor = SealKeys.seal(key, SealAlgorithm.ES256);
    Seal seal = new Seal(key, null, 600_000, null);
    FaultyChannel.Device dead = new FaultyChannel.Device();
    dead.room = 0;
    AuditFile.Opener mortal =
        path ->
            path.equals(file())
                ? AuditFile.open(path)
                : new FaultyChannel(AuditFile.open(path), dead);
    FileSink plain = new FileSink(file(), mortal, new Rotator(file(), new Rotation(1500, 0, 0, 0)));
    SealedSink sink = new SealedSink(plain, seal, new Checkpoints(seal));
    while (Files.size(file()) < 1500) {
      sink.write(batch(1));
    }
    ByteBuffer last = batch(1);
    assertThrows(IOException.class, () -> sink.write(last));
    assertEquals(0, Files.size(file()), "left, and nothing in the new one yet");
    sink.close();
    try (Sink next =
        Sealing.open(file(), seal, new Rotator(file(), Rotation.NONE), new Checkpoints(seal))) {
      next.write(last);
      next.write(batch(3));
    }
    Verdict verdict = verify(anchor, files());
    assertTrue(verdict.intact(), said(verdict));
    assertEquals(records, verdict.records());
  }

  @Test
  void trail_rotatedAnew_obeysAtOnce() throws Exception {
    AuditSink sink = new AuditSink(AuditSink.Kind.FILE, file());
    try (AuditTrail trail = AuditTrail.open(sink)) {
      trail.follow(trail.prepare(sink.rotating(new Rotation(1, 0, 0, 0))));
      for (int i = 0; i < 3; i++) {
        trail.offer(new AuditEvent.Builder().decisionId("D" + i).reason("rule").build());
        assertTrue(trail.flush(10_000));
      }
    }
    StringBuilder all = new StringBuilder();
    for (Path file : files()) {
      all.append(Files.readString(file));
    }
    assertTrue(files().size() >= 3, files().toString());
    assertTrue(all.toString().contains("the trail goes on here"), all.toString());
    for (int i = 0; i < 3; i++) {
      assertTrue(all.toString().contains("\"D" + i + "\""), all.toString());
    }
  }

  private static Verdict verify(Anchor anchor, List<Path> files) throws IOException {
    return new LogFiles(files, (read, of) -> {}).verify(anchor, List.of());
  }

  private static String said(Verdict verdict) {
    return verdict.findings().isEmpty()
        ? "nothing"
        : verdict.findings().get(0).kind() + ": " + verdict.findings().get(0).message();
  }
}
