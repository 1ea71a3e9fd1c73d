package io.bartizan.engine.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bartizan.policy.AuditSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {

  private static final String BEFORE = "{\"time\":1,\"before\":true}\n";
  private static final String BATCH =
      "{\"time\":2,\"x\":\"one\"}\n"
          + "{\"time\":3,\"x\":\"zw\u00f6lf\"}\n"
          + "{\"time\":4,\"x\":\"three\"}\n";

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static FileSink on(FaultyChannel.Device device, Path file) throws IOException {
    return new FileSink(file, path -> new FaultyChannel(AuditFile.open(path), device));
  }

  @Test
  void f28_write_failsAtAnyByte_leavesWholeLinesAndGoesOn(@TempDir Path folder) throws Exception {
    int length = BATCH.getBytes(StandardCharsets.UTF_8).length;
    for (int uncuttable = 0; uncuttable <= 2; uncuttable++) {
      for (int at = 0; at < length; at++) {
        Path file = folder.resolve(uncuttable + "-" + at + ".ndjson");
        FaultyChannel.Device device = new FaultyChannel.Device();
        try (FileSink sink = on(device, file)) {
          sink.write(bytes(BEFORE));
          device.room = at;
          device.uncuttable = uncuttable;
          ByteBuffer batch = bytes(BATCH);
          assertThrows(IOException.class, () -> sink.write(batch));
          assertEquals(0, batch.position(), "nothing of it counts as written");
          if (uncuttable == 0) {
            assertEquals(BEFORE, Files.readString(file), "no torn line stays, byte " + at);
          }
          device.room = Long.MAX_VALUE;
          for (int tries = at == 0 ? 1 : uncuttable; tries > 1; tries--) {
            assertThrows(IOException.class, () -> sink.write(batch), "first the torn line");
          }
          sink.write(batch);
          assertEquals(BEFORE + BATCH, Files.readString(file), "failed at byte " + at);
        }
      }
    }
  }

  @Test
  void f28_write_failsAndTheFileIsMovedAway_neitherFileHasATornLine(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("audit.ndjson");
    Path moved = folder.resolve("audit.1");
    FaultyChannel.Device device = new FaultyChannel.Device();
    try (FileSink sink = on(device, file)) {
      sink.write(bytes(BEFORE));
      device.room = 30;
      device.uncuttable = 1;
      assertThrows(IOException.class, () -> sink.write(bytes(BATCH)));
      Files.move(file, moved);
      device.room = Long.MAX_VALUE;
      sink.write(bytes(BATCH));
      assertEquals(BEFORE, Files.readString(moved));
      assertEquals(BATCH, Files.readString(file));
    }
  }

  @Test
  void open_afterAProcessDiedInTheMiddleOfALine_cutsThatOffAndTells(@TempDir Path folder)
      throws Exception {
    for (int length = 1; length < BEFORE.length(); length++) {
      for (String head : new String[] {"", BEFORE}) {
        Path file = folder.resolve(length + "-" + head.length() + ".ndjson");
        Files.writeString(file, head + BEFORE.substring(0, length));
        try (FileSink sink = new FileSink(file)) {
          assertTrue(String.valueOf(sink.remark()).contains(length + " bytes"));
          assertNull(sink.remark(), "told once");
          sink.write(bytes(BATCH));
        }
        assertEquals(head + BATCH, Files.readString(file), "torn after " + length);
      }
    }
  }

  @Test
  void open_whatIsNoTrail_endsItsLineAndCutsNothing(@TempDir Path folder) throws Exception {
    for (String foreign : new String[] {"x", "a\nb", "{\"tim\nx", "y".repeat(200_000)}) {
      Path file = folder.resolve(foreign.length() + ".txt");
      Files.writeString(file, foreign);
      try (FileSink sink = new FileSink(file)) {
        sink.write(bytes(BATCH));
        assertNull(sink.remark());
      }
      assertEquals(foreign + "\n" + BATCH, Files.readString(file));
    }
  }

  @Test
  void write_afterTheFileWasCutByOthers_neverFollowsAPieceOfALine(@TempDir Path folder)
      throws Exception {
    String two = BEFORE + BEFORE;
    for (int size = 0; size < two.length(); size++) {
      Path file = folder.resolve(size + ".ndjson");
      try (FileSink sink = new FileSink(file)) {
        sink.write(bytes(two));
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
          other.truncate(size);
        }
        sink.write(bytes(BATCH));
      }
      String kept = size < BEFORE.length() ? "" : BEFORE;
      assertEquals(kept + BATCH, Files.readString(file), "cut to " + size);
    }
  }

  @Test
  void write_afterAnInterrupt_opensTheFileAnew(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.ndjson");
    try (FileSink sink = new FileSink(file)) {
      sink.write(bytes(BEFORE));
      Thread.currentThread().interrupt();
      assertThrows(IOException.class, () -> sink.write(bytes(BATCH)));
      assertTrue(Thread.interrupted());
      sink.write(bytes(BATCH));
      assertEquals(BEFORE + BATCH, Files.readString(file));
    }
  }

  @Test
  void open_fileThatThisProcessWrites_isRefusedAndStaysLocked(@TempDir Path folder)
      throws Exception {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.exists(locks), "only Linux lists the locks");
    Path file = folder.resolve("audit.ndjson");
    Path alias = Files.createSymbolicLink(folder.resolve("alias"), file);
    try (FileSink sink = new FileSink(file)) {
      sink.write(bytes(BEFORE));
      String ours = " " + ProcessHandle.current().pid() + " ";
      String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
      for (Path again : new Path[] {file, alias}) {
        IOException refused = assertThrows(IOException.class, () -> new FileSink(again));
        assertTrue(String.valueOf(refused.getMessage()).contains("already"));
        assertTrue(
            Files.readString(locks).lines().anyMatch(l -> l.contains(ours) && l.contains(inode)),
            "the lock is still held");
      }
    }
    new FileSink(alias).close();
  }

  @Test
  void open_newFile_isForItsOwnerAlone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.ndjson");
    new FileSink(file).close();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void open_whatIsNoFile_isRefusedAtOnceWithACode(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor(10, TimeUnit.SECONDS) && made.exitValue() == 0, "no mkfifo here");
    String said =
        assertThrows(
                AuditException.class,
                () -> AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, pipe)))
            .getMessage();
    assertTrue(String.valueOf(said).contains("BZ3002"), said);
    assertTrue(String.valueOf(said).contains("a named pipe"), said);
    assertTrue(String.valueOf(said).contains("audit.file: stdout"), said);
    String folderSaid =
        assertThrows(
                AuditException.class,
                () -> AuditTrail.open(new AuditSink(AuditSink.Kind.FILE, folder)))
            .getMessage();
    assertTrue(String.valueOf(folderSaid).contains("a folder"), folderSaid);
  }

  @Test
  void write_toADevice_worksAndFailsAsTheDeviceDoes() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    try (FileSink sink = new FileSink(Path.of("/dev/null"))) {
      sink.write(bytes(BATCH));
      sink.sync();
    }
    try (FileSink sink = new FileSink(full)) {
      ByteBuffer batch = bytes(BATCH);
      assertThrows(IOException.class, () -> sink.write(batch));
      assertEquals(0, batch.position());
    }
  }
}
