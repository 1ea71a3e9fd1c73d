package io.bartizan.engine.audit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The process's own output, whatever the application has made of {@code System.out}.
 *
 * <p>What a stream has taken can't be taken back. After a failed write it is not known how much of
 * it went out: a line feed ends whatever it was, and the lines of that write follow whole.
 */
final class StreamSink implements Sink {

  /** A pipe takes as much in one piece or not at all (PIPE_BUF of Linux, pipe(7)). */
  static final int PIECE = 4096;

  private final OutputStream out;
  private boolean torn;

  StreamSink(FileDescriptor descriptor) {
    // Not a channel: an interrupt would close it, and with it the process's output.
    this(new FileOutputStream(descriptor));
  }

  StreamSink(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    if (torn) {
      out.write('\n');
      torn = false;
    }
    while (lines.hasRemaining()) {
      int length = piece(lines);
      torn = true;
      out.write(lines.array(), lines.arrayOffset() + lines.position(), length);
      torn = false;
      lines.position(lines.position() + length);
    }
  }

  /** The length of as many whole lines as fit into a piece; of the first line if none does. */
  private static int piece(ByteBuffer lines) {
    int whole = 0;
    for (int i = 0; i < lines.remaining(); i++) {
      if (i >= PIECE && whole > 0) {
        return whole;
      }
      if (lines.get(lines.position() + i) == '\n') {
        whole = i + 1;
      }
    }
    return lines.remaining() <= PIECE || whole == 0 ? lines.remaining() : whole;
  }

  /** What stands behind a stream is the reader's business. */
  @Override
  public void sync() {
    // A pipe or a terminal has no medium.
  }

  @Override
  public @Nullable String remark() {
    return null;
  }

  /** The descriptor is the process's and stays open. */
  @Override
  public void close() {
    // Nothing is buffered here.
  }
}
