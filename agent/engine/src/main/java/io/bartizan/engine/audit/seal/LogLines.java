package io.bartizan.engine.audit.seal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a file in memory that does not grow with the file. For one thread. */
public final class LogLines {

  /** Longer than any line that is written, in bytes; what is longer is none. */
  public static final int MAX_LINE = 1 << 20;

  private final InputStream in;
  private byte[] bytes = new byte[1 << 16];
  private int from;
  private int scanned;
  private int to;
  private int end;
  private boolean torn;

  /** The lines of a stream, which stays the caller's to close. */
  public LogLines(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line; false if there is no whole one any more. */
  public boolean next() throws IOException {
    from = scanned;
    while (true) {
      for (; scanned < to; scanned++) {
        if (bytes[scanned] == '\n') {
          end = scanned++;
          return true;
        }
      }
      if (to - from > MAX_LINE || !fill()) {
        torn = to > from;
        end = to;
        return false;
      }
    }
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, to - from);
      scanned -= from;
      to -= from;
      from = 0;
    }
    if (to == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int read = in.read(bytes, to, bytes.length - to);
    to += Math.max(read, 0);
    return read >= 0;
  }

  /** Where the line stands, until the next one is asked for; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the line begins. */
  public int from() {
    return from;
  }

  /** Where the line ends, without its line feed. */
  public int to() {
    return end;
  }

  /** Bytes after the last line feed; more than {@link #MAX_LINE} if they are no line at all. */
  public int rest() {
    return torn ? to - from : 0;
  }
}
