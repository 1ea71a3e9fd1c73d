package io.bartizan.engine.audit.seal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Follows the lines of one segment and says of each whether it is what was written there. */
final class SegmentCheck {

  /** What is wrong with a line. */
  static final class Fault {
    final Finding.Kind kind;
    final String message;

    Fault(Finding.Kind kind, String message) {
      this.kind = kind;
      this.message = message;
    }
  }

  final SegmentHeader header;
  private final SealPublicKey key;
  private final Progress progress;
  private @Nullable Checkpoint last;
  private byte[] begun;
  private long records;
  private long checkpoints;

  /** A segment whose header was read, and found to follow what it must. */
  SegmentCheck(SegmentHeader header, SealPublicKey key, Digests digests) {
    this.header = header;
    this.key = key;
    this.progress = new Progress(digests);
    byte[] line = header.line();
    this.begun = progress.root();
    progress.add(digests.leaf(line, 0, line.length));
  }

  private SegmentCheck(SegmentCheck other) {
    this.header = other.header;
    this.key = other.key;
    this.progress = other.progress.copy();
    this.last = other.last;
    this.begun = other.begun;
    this.records = other.records;
    this.checkpoints = other.checkpoints;
  }

  SegmentCheck copy() {
    return new SegmentCheck(this);
  }

  /** Takes the next line, without its line feed; what is wrong with it, null if nothing is. */
  @Nullable Fault line(SealedLine line, byte[] bytes, int from, int to) {
    long due = progress.size();
    if (line.number != due) {
      return line.number > due
          ? new Fault(Finding.Kind.REMOVED, "line " + line.number + " where " + due + " was due")
          : new Fault(Finding.Kind.MISPLACED, "line " + line.number + " where " + due + " was due");
    }
    if (closed()) {
      return new Fault(Finding.Kind.FOREIGN, "a line after the segment was closed");
    }
    byte[] leaf = progress.digests().leaf(bytes, from, line.cut, line.resume, to);
    byte[] linked = progress.linkTo(leaf);
    Checkpoint checkpoint = line.checkpoint;
    Fault fault =
        checkpoint == null ? record(line, linked) : checkpoint(checkpoint, progress.root());
    if (fault != null) {
      return fault;
    }
    progress.add(leaf, linked);
    if (progress.size() == 2) {
      begun = progress.root();
    }
    if (checkpoint == null) {
      records++;
    } else {
      last = checkpoint;
      checkpoints++;
    }
    return null;
  }

  private @Nullable Fault record(SealedLine line, byte[] linked) {
    if (!Arrays.equals(line.link, linked)) {
      return new Fault(
          Finding.Kind.ALTERED, "this is not the record that the chain continues with");
    }
    if (progress.size() < 2) {
      return new Fault(Finding.Kind.REMOVED, "the segment's first checkpoint is not there");
    }
    boolean encrypted = line.cipher != null;
    if (encrypted == header.data.isEmpty()) {
      return new Fault(
          Finding.Kind.FOREIGN,
          encrypted ? "an encrypted record without a data key" : "a record in clear");
    }
    return null;
  }

  private @Nullable Fault checkpoint(Checkpoint checkpoint, byte[] root) {
    boolean same = checkpoint.size() == progress.size() && Arrays.equals(checkpoint.root(), root);
    // The signature is asked last: it costs a thousand times as much as all else.
    return same
        ? vouches(checkpoint)
        : new Fault(Finding.Kind.ALTERED, "the lines before are not those of this checkpoint");
  }

  /** What is wrong with a checkpoint of this segment, apart from the lines that it speaks of. */
  @Nullable Fault vouches(Checkpoint checkpoint) {
    if (!checkpoint.log().equals(header.log) || checkpoint.segment() != header.segment) {
      return new Fault(
          Finding.Kind.FOREIGN,
          "a checkpoint of segment " + checkpoint.segment() + " of " + checkpoint.log());
    }
    return checkpoint.by(key)
        ? null
        : new Fault(Finding.Kind.UNSIGNED, "not signed by the key of segment " + header.segment);
  }

  /** Whether its last line says that it is over. */
  boolean closed() {
    return last != null && last.end() != null;
  }

  @Nullable Checkpoint last() {
    return last;
  }

  /** Lines so far, without the one that closes it. */
  long size() {
    return closed() ? progress.size() - 1 : progress.size();
  }

  /**
   * The root over its first so many lines; null unless these are none, or the two that every
   * segment begins with, or all of them.
   */
  byte @Nullable [] root(long lines) {
    if (lines == 0) {
      return new Digests().nothing();
    }
    Checkpoint end = last;
    if (lines == size()) {
      return closed() && end != null ? end.root() : progress.root();
    }
    return lines == 2 && progress.size() >= 2 ? begun : null;
  }

  /** The number of the next line. */
  long next() {
    return progress.size();
  }

  /** The root over all lines so far. */
  byte[] root() {
    return progress.root();
  }

  SealPublicKey key() {
    return key;
  }

  long records() {
    return records;
  }

  long checkpoints() {
    return checkpoints;
  }

  /** Lines after the last checkpoint: only their chain holds them. */
  long unsealed() {
    return last == null ? progress.size() : progress.size() - 1 - last.size();
  }
}
