package io.bartizan.engine.audit.seal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a log line by line, over its segments and files, from a key that is trusted. Stops at the
 * first line that is not what was written: what follows it has nothing to stand on. Needs as much
 * memory for a gigabyte as for a line.
 */
public final class Verifier {

  /** Hears of each record that was found to be what was written. */
  interface Listener {
    void record(SegmentHeader header, SealedLine line, byte[] bytes, int from) throws SealException;
  }

  private final Digests digests = new Digests();
  private final Anchor anchor;
  private final Kept kept;
  private final List<Finding> findings;
  private final List<String> recoveries;
  private @Nullable Listener listener;
  private @Nullable SegmentCheck current;
  private @Nullable Checkpoint last;
  private @Nullable String file;
  private long line;
  private long segments;
  private long skipped;
  private long records;
  private long checkpoints;
  private boolean stopped;

  /**
   * A verification.
   *
   * @param anchor the key that is trusted
   * @param kept checkpoints that were kept elsewhere: the log must still hold what they speak of
   */
  public Verifier(Anchor anchor, List<Checkpoint> kept) {
    this.anchor = anchor;
    this.kept = new Kept(kept);
    this.findings = new ArrayList<>();
    this.recoveries = new ArrayList<>();
  }

  Verifier(Verifier other) {
    this.anchor = other.anchor;
    this.kept = other.kept.copy();
    this.findings = new ArrayList<>(other.findings);
    this.recoveries = new ArrayList<>(other.recoveries);
    this.current = other.current == null ? null : other.current.copy();
    this.last = other.last;
    this.file = other.file;
    this.line = other.line;
    this.segments = other.segments;
    this.skipped = other.skipped;
    this.records = other.records;
    this.checkpoints = other.checkpoints;
    this.stopped = other.stopped;
  }

  void listen(Listener to) {
    listener = to;
  }

  /** The lines that follow are those of this file. */
  void file(String name) {
    file = name;
    line = 0;
  }

  /** Whether nothing more can be said of what follows. */
  boolean stopped() {
    return stopped;
  }

  /**
   * Takes the next line, without its line feed.
   *
   * @throws SealException if a listener could not use a record
   */
  void line(byte[] bytes, int from, int to) throws SealException {
    if (stopped) {
      return;
    }
    line++;
    SealedLine parsed;
    SegmentHeader header = null;
    try {
      parsed = SealedLine.parse(bytes, from, to);
      if (parsed.kind == SealedLine.Kind.HEADER) {
        header = SegmentHeader.parse(bytes, from, to);
      }
    } catch (SealException malformed) {
      if (current != null || skipped == 0) {
        find(Finding.Kind.ALTERED, "this is no line of a sealed log: " + malformed.reason());
      }
      return;
    }
    if (header != null) {
      begin(header);
      return;
    }
    SegmentCheck segment = current;
    if (segment == null) {
      if (skipped == 0) {
        find(Finding.Kind.FOREIGN, "a line before any segment");
      }
      return;
    }
    SegmentCheck.Fault fault = segment.line(parsed, bytes, from, to);
    if (fault != null) {
      find(fault.kind, fault.message);
      return;
    }
    follow(segment, parsed, bytes, from);
  }

  private void follow(SegmentCheck segment, SealedLine parsed, byte[] bytes, int from)
      throws SealException {
    if (parsed.kind == SealedLine.Kind.CHECKPOINT) {
      last = segment.last();
      checkpoints++;
    } else {
      records++;
      if (listener != null) {
        listener.record(segment.header, parsed, bytes, from);
      }
    }
    forked(kept.compare(segment));
  }

  private void forked(@Nullable String how) {
    if (how != null) {
      find(Finding.Kind.FORKED, how);
    }
  }

  private void rolledBack(@Nullable String how) {
    if (how != null) {
      find(Finding.Kind.ROLLED_BACK, how);
    }
  }

  private void begin(SegmentHeader header) {
    if (!header.log.equals(anchor.log())) {
      find(Finding.Kind.FOREIGN, "a segment of another log: " + header.log);
      return;
    }
    SegmentCheck before = current;
    SealPublicKey key = before == null ? first(header) : follows(before, header, header.after);
    if (key == null) {
      return;
    }
    if (before != null) {
      leave(before);
    }
    SegmentCheck begun = new SegmentCheck(header, key, digests);
    current = begun;
    segments++;
    forked(kept.begin(begun));
  }

  /** The key of the first segment that is checked; null if there is none. */
  private @Nullable SealPublicKey first(SegmentHeader header) {
    if (header.segment < anchor.segment()) {
      skipped++;
      return null;
    }
    if (header.segment > anchor.segment()) {
      find(
          Finding.Kind.MISSING_SEGMENT,
          "it begins with segment " + header.segment + ", the key is for " + anchor.segment());
      stopped = true;
      return null;
    }
    Checkpoint after = header.after;
    Anchor named = Anchor.after(after);
    boolean right =
        after == null
            ? header.segment == 0
            : named != null
                && named.log().equals(header.log)
                && named.segment() == header.segment
                && named.key().thumbprint().equals(anchor.key().thumbprint());
    if (!right) {
      find(Finding.Kind.FOREIGN, "the segment's first line does not lead to its key");
    }
    return right ? anchor.key() : null;
  }

  /** The key of a segment that comes after another; null if it does not follow. */
  private @Nullable SealPublicKey follows(
      SegmentCheck before, SegmentHeader header, @Nullable Checkpoint after) {
    long due = before.header.segment + 1;
    if (header.segment < due) {
      find(Finding.Kind.MISPLACED, "segment " + header.segment + " where " + due + " was due");
      return null;
    }
    Anchor named = Anchor.after(after);
    if (after == null || named == null || named.segment() != header.segment) {
      find(Finding.Kind.FOREIGN, "the segment's first line does not say what it follows");
      return null;
    }
    if (header.segment > due) {
      return beyond(before, header, after, named.key());
    }
    SegmentCheck.Fault fault = joins(before, after);
    if (fault == null || fault.kind.severity() == Finding.Severity.INCOMPLETE) {
      // Word for word the line that closed the segment before: its signature was asked there.
      SegmentCheck.Fault unsigned = before.closed() ? null : before.vouches(after);
      fault = unsigned == null ? fault : unsigned;
    }
    if (fault != null) {
      find(fault.kind, fault.message);
    }
    return stopped ? null : named.key();
  }

  /** Over a missing segment only its key leads, which the segment before may have named. */
  private @Nullable SealPublicKey beyond(
      SegmentCheck before, SegmentHeader header, Checkpoint after, SealPublicKey key) {
    long due = before.header.segment + 1;
    find(Finding.Kind.MISSING_SEGMENT, "segment " + header.segment + " where " + due + " was due");
    Anchor missing = before.closed() ? Anchor.after(before.last()) : null;
    if (missing == null || missing.segment() + 1 != header.segment) {
      stopped = true;
      return null;
    }
    if (!after.log().equals(header.log) || !after.by(missing.key())) {
      find(Finding.Kind.UNSIGNED, "not signed by the key of segment " + missing.segment());
      return null;
    }
    return key;
  }

  /** Whether a segment ended as the one after it says. */
  private static SegmentCheck.@Nullable Fault joins(SegmentCheck before, Checkpoint after) {
    Checkpoint end = before.closed() ? before.last() : null;
    if (end != null) {
      return end.note().equals(after.note())
          ? null
          : new SegmentCheck.Fault(
              Finding.Kind.ALTERED, "the segment before ended otherwise than this one says");
    }
    if (after.size() > before.size()) {
      return new SegmentCheck.Fault(
          Finding.Kind.MISSING,
          "the segment before had "
              + after.size()
              + " lines, and "
              + before.size()
              + " of them are here");
    }
    boolean open = after.end() == End.UNSEEN;
    byte[] root = before.root(after.size());
    if (root == null
        || !Arrays.equals(root, after.root())
        || !open && after.size() != before.size()) {
      return new SegmentCheck.Fault(
          Finding.Kind.ALTERED, "the segment before is not the one that this one follows");
    }
    return open
        ? new SegmentCheck.Fault(
            Finding.Kind.UNSEEN, "how the segment before ended was not seen by this one's writer")
        : null;
  }

  private void leave(SegmentCheck segment) {
    if (!segment.closed()) {
      recoveries.add(
          "segment "
              + segment.header.segment
              + ": its writer died; "
              + segment.unsealed()
              + " lines after its last checkpoint were held by their chain only");
    }
    rolledBack(kept.beyond(segment.header.segment, segment.next()));
  }

  /** The file ends with so many bytes that are no whole line. */
  void torn(int bytes) {
    if (bytes > LogLines.MAX_LINE) {
      line++;
      find(Finding.Kind.ALTERED, "this is longer than any line");
    } else if (bytes > 0 && !stopped) {
      line++;
      find(Finding.Kind.TORN, bytes + " bytes of a line that does not end");
    }
  }

  /** There are no more lines. */
  Verdict end() {
    SegmentCheck segment = current;
    if (!stopped) {
      finish(segment);
    }
    Anchor next = null;
    if (segment != null && !stopped && segment.closed()) {
      next = Anchor.after(segment.last());
    }
    return new Verdict(findings, segments, skipped, records, checkpoints, recoveries, last, next);
  }

  private void finish(@Nullable SegmentCheck segment) {
    if (segment == null) {
      find(
          skipped > 0 ? Finding.Kind.MISSING_SEGMENT : Finding.Kind.EMPTY,
          skipped > 0
              ? "it ends before segment " + anchor.segment() + ", which the key is for"
              : "there is no line");
    } else if (!segment.closed()) {
      find(
          Finding.Kind.OPEN,
          "the log was not closed; "
              + segment.unsealed()
              + " lines after the last checkpoint are held by their chain only");
    }
    rolledBack(kept.after(segment == null ? -1 : segment.header.segment));
    if (segment != null) {
      rolledBack(kept.beyond(segment.header.segment, segment.next()));
    }
  }

  private void find(Finding.Kind kind, String message) {
    SegmentCheck segment = current;
    findings.add(
        new Finding(
            kind,
            file,
            line,
            segment == null ? -1 : segment.header.segment,
            segment == null ? -1 : segment.next(),
            message));
    if (kind.severity() == Finding.Severity.TAMPERED) {
      stopped = true;
    }
  }
}
