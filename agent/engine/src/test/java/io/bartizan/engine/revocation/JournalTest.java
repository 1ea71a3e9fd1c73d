package io.bartizan.engine.revocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bartizan.engine.revocation.Mark.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what was told is in force after a restart, or the start is refused. */
class JournalTest {

  private static final String ISSUER = "https://issuer.test";
  private static final long NOW = 1_795_000_000L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("revocations.journal");
  }

  private static Mark subject(String name) {
    return Mark.of(Kind.SUBJECT, ISSUER, name);
  }

  private static boolean refused(Revocations revocations, String subject) {
    return revocations.any() && revocations.revoked(Marks.of(ISSUER, subject, "1", null, NOW - 10));
  }

  /** What a process does that has the journal, and then ends. */
  private void told(Clock clock, String... subjects) throws Exception {
    Revocations revocations = new Revocations(clock);
    try (Journal journal = Journal.open(file())) {
      revocations.keepIn(journal);
      for (String subject : subjects) {
        revocations.revoke(subject(subject), ISSUER, Long.MAX_VALUE);
      }
    }
  }

  private Revocations restarted() throws Exception {
    return restarted(CLOCK);
  }

  private Revocations restarted(Clock clock) throws Exception {
    Revocations revocations = new Revocations(clock);
    try (Journal journal = Journal.open(file())) {
      revocations.keepIn(journal);
    }
    return revocations;
  }

  @Test
  void keepIn_afterARestart_whatWasToldIsInForce() throws Exception {
    told(CLOCK, "ada", "bob");
    Revocations after = restarted();
    assertTrue(refused(after, "ada"));
    assertTrue(refused(after, "bob"));
    assertFalse(refused(after, "cid"));
    assertTrue(refused(restarted(), "ada"), "and after the next one");
  }

  @Test
  void keepIn_fullStore_keepsThatAllTokensAreRefused() throws Exception {
    Revocations before = new Revocations(CLOCK);
    before.hold(1);
    try (Journal journal = Journal.open(file())) {
      before.keepIn(journal);
      before.revoke(subject("ada"), ISSUER, Long.MAX_VALUE);
      assertFalse(before.revoke(subject("bob"), ISSUER, Long.MAX_VALUE));
    }
    assertTrue(refused(restarted(), "cid"));
  }

  @Test
  void keepIn_entryOlderThanAnyToken_isGivenUp() throws Exception {
    told(CLOCK, "ada");
    Duration over = Duration.ofSeconds(Revocations.KEPT_SECONDS + 1);
    assertEquals(0, restarted(Clock.offset(CLOCK, over)).size());
    assertEquals(1, Files.readAllLines(file()).size(), "the head alone is left");
  }

  @Test
  void open_lastLineWithoutItsEnd_isLeftOut() throws Exception {
    told(CLOCK, "ada", "bob");
    byte[] whole = Files.readAllBytes(file());
    int head = new String(whole, StandardCharsets.US_ASCII).indexOf('\n') + 1;
    int first = new String(whole, StandardCharsets.US_ASCII).indexOf('\n', head) + 1;
    for (int length = first; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      Revocations after = restarted();
      assertTrue(refused(after, "ada"), "cut at " + length);
      assertFalse(refused(after, "bob"), "cut at " + length);
    }
  }

  @Test
  void open_anyOtherLineThatIsNone_isAnError() throws Exception {
    told(CLOCK, "ada", "bob");
    byte[] whole = Files.readAllBytes(file());
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file(), changed);
      boolean last = at == whole.length - 1;
      if (last) {
        // Its end is gone: as good as being written.
        continue;
      }
      JournalException thrown =
          assertThrows(JournalException.class, this::restarted, "octet " + at);
      assertTrue(thrown.getMessage().startsWith("error BZ2031: "), thrown.getMessage());
      assertTrue(thrown.getMessage().contains("revocations.journal:"), thrown.getMessage());
    }
    Files.write(file(), new byte[0]);
    assertThrows(JournalException.class, this::restarted, "empty");
    Files.write(file(), new byte[5000]);
    assertThrows(JournalException.class, this::restarted, "zeros");
  }

  @Test
  void open_fileInUse_isAnError() throws Exception {
    try (Journal journal = Journal.open(file())) {
      JournalException thrown =
          assertThrows(JournalException.class, () -> Journal.open(file()).close());
      assertTrue(thrown.getMessage().contains("in use"), thrown.getMessage());
      assertTrue(journal.found().isEmpty());
    }
    Journal.open(file()).close();
  }

  @Test
  void open_whatOthersMayWrite_isAnError() throws Exception {
    told(CLOCK, "ada");
    assumeTrue(Files.getFileStore(file()).supportsFileAttributeView("posix"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw----"));
    JournalException thrown = assertThrows(JournalException.class, this::restarted);
    assertTrue(thrown.getMessage().contains("others may write it"), thrown.getMessage());
  }

  @Test
  void append_again_doesNotGrowWithoutBound() throws Exception {
    Revocations revocations = new Revocations(CLOCK);
    try (Journal journal = Journal.open(file())) {
      revocations.keepIn(journal);
      for (int i = 0; i < 1100; i++) {
        revocations.revoke(subject("ada"), ISSUER, NOW);
      }
    }
    assertTrue(Files.readAllLines(file()).size() < 200);
    assertTrue(refused(restarted(), "ada"));
  }

  @Test
  void append_fails_isToldInForceAndTriedAgain() throws Exception {
    List<String> told = new ArrayList<>();
    Revocations revocations = new Revocations(CLOCK);
    revocations.tell(
        new Revocations.Keeping() {
          @Override
          public void lacking(String why) {
            told.add("lacking");
          }

          @Override
          public void kept() {
            told.add("kept");
          }
        });
    Journal journal = Journal.open(file());
    revocations.keepIn(journal);
    told.clear();
    journal.close();
    Path part = folder.resolve("revocations.journal.part");
    Files.createDirectory(part);
    Files.writeString(part.resolve("in-the-way"), "", StandardOpenOption.CREATE);
    revocations.revoke(subject("ada"), ISSUER, Long.MAX_VALUE);
    revocations.revoke(subject("bob"), ISSUER, Long.MAX_VALUE);
    assertEquals(List.of("lacking", "lacking"), told);
    assertTrue(refused(revocations, "ada"), "in force all the same");
    Files.delete(part.resolve("in-the-way"));
    revocations.revoke(subject("cid"), ISSUER, Long.MAX_VALUE);
    assertEquals(List.of("lacking", "lacking", "kept"), told);
    revocations.keepIn(null);
    Revocations after = restarted();
    assertTrue(refused(after, "ada") && refused(after, "bob") && refused(after, "cid"));
  }
}
