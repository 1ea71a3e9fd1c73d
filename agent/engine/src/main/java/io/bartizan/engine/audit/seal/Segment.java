package io.bartizan.engine.audit.seal;

import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * A segment that is being written: turns records into its lines. What it makes counts only once it
 * is said to be written; what could not be written is taken back. For one thread.
 */
public final class Segment {

  /** As many lines stand between two checkpoints at most. */
  static final int CHECKPOINT_LINES = 1000;

  private static final byte LINE_FEED = '\n';

  private final SealKey key;
  private final String log;
  private final long number;
  private final @Nullable DataKey data;
  private final SegmentHeader header;
  private Progress written;
  private Progress made;
  private long writtenCheckpoint;
  private long madeCheckpoint;
  private byte @Nullable [] writtenNote;
  private byte @Nullable [] madeNote;

  /**
   * A segment.
   *
   * @param after the last checkpoint of the segment before; null in the first of a log
   * @param auditors to whom its records are encrypted; null if they stay in clear
   */
  Segment(
      SealKey key,
      String log,
      long number,
      @Nullable Checkpoint after,
      @Nullable Auditors auditors,
      long now)
      throws SealException {
    this.key = key;
    this.log = log;
    this.number = number;
    this.data = auditors == null ? null : DataKey.generate(log, number);
    this.header =
        new SegmentHeader(
            log,
            number,
            now,
            auditors == null || data == null ? Collections.emptyList() : auditors.wrap(data),
            after);
    this.written = new Progress(new Digests());
    this.made = written.copy();
  }

  /** Makes its first lines: the header, and a checkpoint, which shows that its key is there. */
  void open(long now, Sheet out) {
    line(header.line(), out);
    checkpoint(now, out);
  }

  /**
   * Makes the lines of a record.
   *
   * @param record its bytes, without a line feed
   * @throws SealException if it is none that can be sealed
   */
  public void record(byte[] record, int from, int to, long now, Sheet out) throws SealException {
    int start = out.size();
    DataKey secret = data;
    if (secret == null) {
      SealedLine.beginClear(record, from, to, made.size(), out);
    } else {
      SealedLine.beginCipher(secret.encrypt(made.size(), record, from, to), made.size(), out);
    }
    int cut = out.size();
    String end = SealedLine.end(secret != null);
    // What follows the link is hashed before the link is known.
    SealedLine.ascii(end, out);
    byte[] leaf = out.leaf(made.digests(), start);
    byte[] link = made.linkTo(leaf);
    out.cut(cut);
    SealedLine.link(link, out);
    SealedLine.ascii(end, out);
    out.write(LINE_FEED);
    made.add(leaf, link);
    if (made.size() - madeCheckpoint >= CHECKPOINT_LINES) {
      checkpoint(now, out);
    }
  }

  /** Makes a checkpoint of all lines so far. */
  public void checkpoint(long now, Sheet out) {
    Checkpoint.Draft draft = new Checkpoint.Draft(log, number, made.size(), made.root(), now);
    byte[] line = SealedLine.checkpoint(made.size(), draft.sign(key));
    line(line, out);
    madeCheckpoint = made.size();
    madeNote = line;
  }

  private void line(byte[] line, Sheet out) {
    made.add(made.digests().leaf(line, 0, line.length));
    out.write(line, 0, line.length);
    out.write(LINE_FEED);
  }

  /** What was made is written. */
  public void written() {
    written = made.copy();
    writtenCheckpoint = madeCheckpoint;
    writtenNote = madeNote;
  }

  /** What was made could not be written, and never will be in this form. */
  public void takeBack() throws SealException {
    made = written.copy();
    madeCheckpoint = writtenCheckpoint;
    madeNote = writtenNote;
    if (data != null) {
      data.again();
    }
  }

  /** Lines written. */
  public long size() {
    return written.size();
  }

  byte[] root() {
    return written.root();
  }

  /** Whether lines follow the last checkpoint that was written. */
  public boolean unsealed() {
    return written.size() > writtenCheckpoint;
  }

  /** The line of the last checkpoint that was written; null if none was. */
  public byte @Nullable [] lastCheckpoint() {
    return writtenNote;
  }
}
