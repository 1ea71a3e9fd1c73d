package io.bartizan.engine.audit.seal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that is not as it was written, or not there, and where. */
public final class Finding {

  /** What it says of the log. */
  public enum Severity {
    /** Something is not there that should be, or is not known to be all. */
    INCOMPLETE,
    /** Something is there that is not what was written. */
    TAMPERED
  }

  /** The kinds. */
  public enum Kind {
    /** A line is not what its chain, or its segment's key, vouches for. */
    ALTERED(Severity.TAMPERED),
    /** A line has another number than its place: lines before it were removed. */
    REMOVED(Severity.TAMPERED),
    /** A line has another number than its place: it stands twice, or was moved. */
    MISPLACED(Severity.TAMPERED),
    /** A line that belongs to no segment of this log, or a segment that belongs elsewhere. */
    FOREIGN(Severity.TAMPERED),
    /** A note that the key of this segment did not sign. */
    UNSIGNED(Severity.TAMPERED),
    /** A checkpoint that was kept elsewhere says something else of the same lines. */
    FORKED(Severity.TAMPERED),
    /** Lines at the end of a segment are not there; the segment after it says how many. */
    MISSING(Severity.INCOMPLETE),
    /** A whole segment is not there. */
    MISSING_SEGMENT(Severity.INCOMPLETE),
    /** The end of a segment was not seen by the writer of the one after it. */
    UNSEEN(Severity.INCOMPLETE),
    /** The log ends amid a line. */
    TORN(Severity.INCOMPLETE),
    /**
     * The log ends without being closed: it is still written, or its writer died, or it was cut.
     */
    OPEN(Severity.INCOMPLETE),
    /** There is no line. */
    EMPTY(Severity.INCOMPLETE),
    /** A checkpoint that was kept elsewhere speaks of lines that are not there. */
    ROLLED_BACK(Severity.INCOMPLETE);

    private final Severity severity;

    Kind(Severity severity) {
      this.severity = severity;
    }

    /** How bad it is. */
    public Severity severity() {
      return severity;
    }

    /** Its name in what is printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Kind kind;
  private final String file;
  private final long line;
  private final long segment;
  private final long number;
  private final String message;

  Finding(Kind kind, @Nullable String file, long line, long segment, long number, String message) {
    this.kind = kind;
    this.file = file == null ? "-" : file;
    this.line = line;
    this.segment = segment;
    this.number = number;
    this.message = message;
  }

  /** Its kind. */
  public Kind kind() {
    return kind;
  }

  /** The file. */
  public String file() {
    return file;
  }

  /** The line in its file, from 1. */
  public long line() {
    return line;
  }

  /** The segment; -1 outside of any. */
  public long segment() {
    return segment;
  }

  /** The line's number in its segment, by its place; -1 outside of any. */
  public long number() {
    return number;
  }

  /** What it is, for people. */
  public String message() {
    return message;
  }
}
