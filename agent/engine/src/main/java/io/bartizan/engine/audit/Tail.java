package io.bartizan.engine.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The end of a file that is appended to, read through a channel of its own (one that appends can't
 * read). It stays open as long as the file is written: on POSIX systems the first channel of a file
 * that a process closes takes the process's lock of that file with it (fcntl(2)).
 */
final class Tail implements Closeable {

  /** Longer than any record; what is longer was written by somebody else. */
  private static final int LONGEST = 128 * 1024;

  private static final String RECORD = "{\"time\":";
  private static final String SEALED = "{\"seal\":";

  private final FileChannel channel;

  Tail(Path file) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
  }

  /**
   * Where the last whole line of a file of so many bytes ends; some place before that if it is far.
   */
  long wholeLines(long size) throws IOException {
    long from = Math.max(0, size - LONGEST);
    byte[] end = read(from, size);
    for (int i = end.length - 1; i >= 0; i--) {
      if (end[i] == '\n') {
        return from + i + 1;
      }
    }
    return from;
  }

  /** Whether a piece of a line is one of a record, or of the seal. */
  boolean ours(long from, long to) throws IOException {
    byte[] piece = read(from, Math.min(to, from + RECORD.length()));
    String begin = new String(piece, StandardCharsets.ISO_8859_1);
    return to - from < LONGEST && (RECORD.startsWith(begin) || SEALED.startsWith(begin));
  }

  FileChannel channel() {
    return channel;
  }

  private byte[] read(long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = channel.read(bytes, from + bytes.position());
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
