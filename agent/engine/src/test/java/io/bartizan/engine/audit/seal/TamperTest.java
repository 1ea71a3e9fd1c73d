package io.bartizan.engine.audit.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to a log that was closed is found. */
class TamperTest {

  private static final int SIZE = 64 * 1024;

  /** Two closed segments around one whose writer died, then as many records as fill 64 KiB. */
  private static Desk desk(SealAlgorithm algorithm, Auditors auditors, int size) throws Exception {
    Desk desk = new Desk(algorithm, auditors).records(5, 10).checkpoint().records(3, 0).turn();
    desk.records(4, 20).die().records(2, 0).close();
    while (desk.bytes.size() < size - 2000) {
      desk.records(7, 300);
      if (desk.records() % 5 == 0) {
        desk.checkpoint();
      }
    }
    return desk.records(1, 10).close();
  }

  private static Desk clear;
  private static Desk encrypted;
  private static Desk es256;

  @BeforeAll
  static void write() throws Exception {
    clear = desk(SealAlgorithm.best(), null, SIZE);
    encrypted = desk(SealAlgorithm.best(), TestKeys.auditors(), SIZE / 4);
    es256 = desk(SealAlgorithm.ES256, null, 0);
    for (Desk desk : List.of(clear, encrypted, es256)) {
      assertTrue(desk.verify().intact(), Desk.said(desk.verify()));
    }
    assertTrue(clear.bytes.size() > SIZE - 4000, "some 64 KiB: " + clear.bytes.size());
  }

  private enum Log {
    CLEAR,
    ENCRYPTED,
    ES256;

    Desk desk() {
      return this == CLEAR ? clear : this == ENCRYPTED ? encrypted : es256;
    }
  }

  /** A verifier as it stood before each line. */
  private static List<Verifier> before(Desk desk) throws Exception {
    List<Verifier> all = new ArrayList<>();
    Verifier verifier = new Verifier(desk.anchor, List.of());
    for (byte[] line : desk.lines()) {
      all.add(new Verifier(verifier));
      verifier.line(line, 0, line.length);
    }
    all.add(verifier);
    return all;
  }

  @ParameterizedTest
  @EnumSource(Log.class)
  void everyBit_flipped_isFound(Log log) throws Exception {
    Desk desk = log.desk();
    byte[] all = desk.bytes.toByteArray();
    List<Verifier> before = before(desk);
    int line = 0;
    int start = 0;
    for (int at = 0; at < all.length; at++) {
      boolean feed = all[at] == '\n';
      for (int bit = 0; bit < 8; bit++) {
        all[at] ^= (byte) (1 << bit);
        assertFalse(from(before.get(line), all, start).intact(), "bit " + bit + " of byte " + at);
        all[at] ^= (byte) (1 << bit);
      }
      if (feed) {
        start = at + 1;
        line++;
      }
    }
    assertTrue(desk.verify().intact(), "and nothing is left changed");
  }

  /** Goes on from a line, whose lines before are as they were. */
  private static Verdict from(Verifier stood, byte[] all, int start) throws Exception {
    Verifier verifier = new Verifier(stood);
    int from = start;
    for (int i = start; i < all.length && !verifier.stopped(); i++) {
      if (all[i] == '\n') {
        verifier.line(all, from, i);
        from = i + 1;
      }
    }
    if (!verifier.stopped()) {
      verifier.torn(all.length - from);
    }
    return verifier.end();
  }

  @ParameterizedTest
  @EnumSource(Log.class)
  void everyTruncation_isFoundButAtTheEndOfASegment(Log log) throws Exception {
    Desk desk = log.desk();
    byte[] all = desk.bytes.toByteArray();
    List<Verifier> before = before(desk);
    List<Integer> silent = new ArrayList<>();
    int line = 0;
    int start = 0;
    for (int length = 0; length < all.length; length++) {
      Verdict verdict = from(before.get(line), Arrays.copyOf(all, length), start);
      assertFalse(verdict.tampered(), "what is left is as it was, up to byte " + length);
      if (verdict.intact()) {
        silent.add(length);
        Checkpoint last = verdict.last();
        assertTrue(last != null && last.end() == End.CLOSED, "only a closed log is whole");
      }
      if (all[length] == '\n') {
        start = length + 1;
        line++;
      }
    }
    // A log cut where it once was closed was a whole log then: only what was kept elsewhere tells.
    assertEquals(2, silent.size(), "the ends of the closed segments before the last: " + silent);
    Checkpoint kept = desk.verify().last();
    for (int length : silent) {
      Verdict verdict = Desk.verify(desk.anchor, Arrays.copyOf(all, length), kept);
      assertEquals(Finding.Kind.ROLLED_BACK, verdict.findings().get(0).kind());
    }
  }

  @ParameterizedTest
  @EnumSource(Log.class)
  void everyLine_deletedSwappedOrDuplicated_isFound(Log log) throws Exception {
    Desk desk = log.desk();
    List<byte[]> lines = desk.lines();
    List<Verifier> before = before(desk);
    int harmless = 0;
    for (int i = 0; i < lines.size(); i++) {
      List<byte[]> deleted = new ArrayList<>(lines.subList(i + 1, lines.size()));
      Verdict without = go(before.get(i), deleted);
      if (without.intact()) {
        // The last line of a segment stands word for word in the first line of the next.
        Checkpoint end = SealedLine.parse(lines.get(i), 0, lines.get(i).length).checkpoint;
        assertTrue(end != null && end.end() != null, "line " + i + " was deleted");
        SegmentHeader next = SegmentHeader.parse(lines.get(i + 1), 0, lines.get(i + 1).length);
        assertTrue(next.after != null && next.after.note().equals(end.note()), "said twice");
        harmless++;
      }
      List<byte[]> twice = new ArrayList<>(lines.subList(i, lines.size()));
      twice.add(0, lines.get(i));
      assertTrue(go(before.get(i), twice).tampered(), "line " + i + " stands twice");
      for (int j = i + 1; j < Math.min(lines.size(), i + 12); j++) {
        List<byte[]> swapped = new ArrayList<>(lines.subList(i, lines.size()));
        swapped.set(0, lines.get(j));
        swapped.set(j - i, lines.get(i));
        assertFalse(go(before.get(i), swapped).intact(), "lines " + i + " and " + j);
      }
    }
    assertEquals(2, harmless, "closed segments that another one follows");
  }

  private static Verdict go(Verifier stood, List<byte[]> lines) throws Exception {
    Verifier verifier = new Verifier(stood);
    for (byte[] line : lines) {
      verifier.line(line, 0, line.length);
    }
    return verifier.end();
  }

  @Test
  void twoLogs_splicedAtAnyLine_isFound() throws Exception {
    List<byte[]> ours = clear.lines();
    List<byte[]> theirs = desk(SealAlgorithm.best(), null, SIZE).lines();
    List<Verifier> before = before(clear);
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      Verdict spliced = go(before.get(i), theirs.subList(i, theirs.size()));
      assertTrue(spliced.tampered(), "theirs from line " + i);
    }
  }

  @Test
  void segments_leftOutOrMoved_isFound() throws Exception {
    List<byte[]> lines = clear.lines();
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (Cursor.startsWith(lines.get(i), 0, lines.get(i).length, SegmentHeader.BEGIN)) {
        starts.add(i);
      }
    }
    starts.add(lines.size());
    assertEquals(5, starts.size(), "four segments");
    for (int s = 0; s < 3; s++) {
      List<byte[]> without = new ArrayList<>(lines.subList(0, starts.get(s)));
      without.addAll(lines.subList(starts.get(s + 1), lines.size()));
      assertEquals(Finding.Kind.MISSING_SEGMENT, clear.verify(without).findings().get(0).kind());
      List<byte[]> again = new ArrayList<>(lines);
      again.addAll(lines.subList(starts.get(s), starts.get(s + 1)));
      assertEquals(Finding.Kind.MISPLACED, clear.verify(again).findings().get(0).kind());
    }
  }

  @Test
  void logWrittenAnew_fromAStolenKey_isFoundBeforeThatKeysSegment() throws Exception {
    Desk desk = new Desk(SealAlgorithm.best(), null).records(9, 0).turn().records(2, 0);
    SealKey stolen = desk.drawer.load().key;
    byte[] first = desk.lines().get(0);
    SegmentHeader header = SegmentHeader.parse(first, 0, first.length);
    Desk forged = new Desk(SealAlgorithm.best(), null);
    Segment segment = new Segment(stolen, header.log, 0, null, null, 1);
    Sheet sheet = new Sheet(100);
    segment.open(1, sheet);
    forged.append(sheet.view());
    Verdict verdict = Desk.verify(desk.anchor, forged.bytes.toByteArray());
    assertEquals(Finding.Kind.UNSIGNED, verdict.findings().get(0).kind(), "a wrong epoch");
  }

  @Test
  void checkpoint_ofAnotherEpoch_isFound() throws Exception {
    Desk desk = new Desk(SealAlgorithm.ES256, null).records(3, 0).turn().records(3, 0);
    SealKey later = desk.drawer.load().key;
    List<byte[]> lines = new ArrayList<>(desk.lines().subList(0, 5));
    Checkpoint there = Checkpoint.parse(noteOf(desk.lines().get(5)));
    Checkpoint forged =
        new Checkpoint.Draft(there.log(), 0, there.size(), there.root(), 7).sign(later);
    lines.add(SealedLine.checkpoint(5, forged));
    assertEquals(Finding.Kind.UNSIGNED, desk.verify(lines).findings().get(0).kind());
  }

  private static String noteOf(byte[] line) throws Exception {
    Checkpoint checkpoint = SealedLine.parse(line, 0, line.length).checkpoint;
    return checkpoint == null ? "none" : checkpoint.note();
  }

  @Test
  void historyWrittenAnewWithItsOwnKey_isFoundByWhatWasKept() throws Exception {
    Desk desk = new Desk(SealAlgorithm.ES256, null);
    String key = desk.drawer.json;
    desk.records(6, 0).checkpoint();
    Checkpoint kept = desk.verify().last();
    desk.close();
    assertTrue(kept != null && desk.verify(kept).intact());
    desk.drawer.json = key;
    desk.bytes.reset();
    desk.die().records(6, 5).checkpoint().close();
    assertTrue(desk.verify().intact(), "the key of the segment can do that");
    Verdict verdict = desk.verify(kept);
    assertEquals(Finding.Kind.FORKED, verdict.findings().get(0).kind());
  }
}
