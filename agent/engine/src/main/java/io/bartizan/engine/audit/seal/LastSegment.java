package io.bartizan.engine.audit.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The last segment of a file, as whoever goes on with the log finds it. */
final class LastSegment {

  private static final int BLOCK = 1 << 16;
  private static final byte[] BEGIN = SegmentHeader.BEGIN.getBytes(StandardCharsets.US_ASCII);

  private LastSegment() {}

  /** What was found of a segment: its lines up to the first that is not what was written. */
  static final class Found {
    final SegmentHeader header;
    final long size;
    final byte[] root;
    final boolean closed;

    private Found(SegmentHeader header, SegmentCheck check) {
      this.header = header;
      this.size = check.next();
      this.root = check.root();
      this.closed = check.closed();
    }
  }

  /**
   * Looks for the last segment.
   *
   * @param file open for reading; stays open
   * @param key of the segment that is expected to be the last
   * @return null if the file is empty
   * @throws SealException if it holds anything else
   */
  static @Nullable Found find(FileChannel file, SealPublicKey key)
      throws IOException, SealException {
    if (file.size() == 0) {
      return null;
    }
    long at = headerAt(file);
    if (at < 0) {
      throw new ForeignLogException("it holds records that are not sealed");
    }
    return read(Channels.newInputStream(file.position(at)), key);
  }

  static Found read(InputStream in, SealPublicKey key) throws IOException, SealException {
    LogLines lines = new LogLines(in);
    if (!lines.next()) {
      throw new ForeignLogException("the first line of its last segment is torn");
    }
    SegmentHeader header;
    try {
      header = SegmentHeader.parse(lines.bytes(), lines.from(), lines.to());
    } catch (SealException altered) {
      throw new ForeignLogException(
          "the first line of its last segment was altered: " + altered.reason());
    }
    SegmentCheck check = new SegmentCheck(header, key, new Digests());
    while (lines.next()) {
      try {
        SealedLine line = SealedLine.parse(lines.bytes(), lines.from(), lines.to());
        if (check.line(line, lines.bytes(), lines.from(), lines.to()) != null) {
          break;
        }
      } catch (SealException foreign) {
        break;
      }
    }
    return new Found(header, check);
  }

  /** Where the last segment begins; -1 if none does. */
  private static long headerAt(FileChannel channel) throws IOException {
    long end = channel.size();
    while (end > 0) {
      long from = Math.max(0, end - BLOCK);
      // A begin that lies across two blocks is found with the one before.
      int length = (int) Math.min(channel.size() - from, end - from + BEGIN.length);
      ByteBuffer block = ByteBuffer.allocate(length);
      int read = 0;
      while (read >= 0 && block.hasRemaining()) {
        read = channel.read(block, from + block.position());
      }
      for (int i = (int) (end - from) - 1; i >= 0; i--) {
        boolean lineStart = i == 0 ? from == 0 : block.get(i - 1) == '\n';
        if (lineStart && begins(block, i)) {
          return from + i;
        }
      }
      // One byte twice: a line that begins with a block is told by the byte before it.
      end = from == 0 ? 0 : from + 1;
    }
    return -1;
  }

  private static boolean begins(ByteBuffer block, int at) {
    if (block.position() - at < BEGIN.length) {
      return false;
    }
    for (int i = 0; i < BEGIN.length; i++) {
      if (block.get(at + i) != BEGIN[i]) {
        return false;
      }
    }
    return true;
  }
}
