package io.bartizan.engine.audit;

import io.bartizan.engine.audit.seal.SealException;
import io.bartizan.engine.audit.seal.SealedLog;
import io.bartizan.engine.audit.seal.Segment;
import io.bartizan.engine.audit.seal.Sheet;
import io.bartizan.policy.Seal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file whose lines are sealed on their way into it. What was sealed for the file and could not be
 * written is kept as it is until it can: an encrypted record must not be encrypted otherwise under
 * the same number. A file that is not the one that the last line went to, or has another length,
 * gets a segment of its own.
 */
final class SealedSink implements Sink {

  /** At its end a trail waits so long at most for whoever takes its checkpoints. */
  private static final long DRAIN_MILLIS = 1000;

  private final FileSink file;
  private final Seal seal;
  private final Checkpoints checkpoints;
  private final Sheet sheet = new Sheet(1 << 14);
  private @Nullable SealedLog log;
  private boolean pending;
  private boolean astray;
  private long checkpointNanos = System.nanoTime();
  private @Nullable String remark;

  /**
   * Goes on with a sealed file, or begins one. Where this process seals another file with the same
   * key it waits for that one's end, and writes nothing before.
   *
   * @param checkpoints whose end is this sink's
   * @throws SealException if a key can't be used, or the file is not that key's
   */
  SealedSink(FileSink file, Seal seal, Checkpoints checkpoints) throws IOException, SealException {
    this.file = file;
    this.seal = seal;
    this.checkpoints = checkpoints;
    take();
  }

  /** Takes the key into use if it is free. */
  private @Nullable SealedLog take() throws IOException, SealException {
    FileChannel reader = file.reader();
    if (reader == null) {
      throw new NoFileException("nothing that can be read again, as a sealed trail must be");
    }
    log = SealedLog.open(seal.key(), seal.encryptTo(), reader, file.cut());
    return log;
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    try {
      Segment segment = ready();
      long now = System.currentTimeMillis();
      if (!pending) {
        fill(segment, lines.duplicate(), now);
      }
      file.append(sheet.view());
      segment.written();
      pending = false;
      lines.position(lines.limit());
      checkpointed();
    } catch (SealException unusable) {
      throw new IOException("the trail can't be sealed: " + unusable.reason(), unusable);
    }
  }

  private void fill(Segment segment, ByteBuffer lines, long now) throws SealException {
    sheet.reset();
    boolean filled = false;
    try {
      byte[] bytes = lines.array();
      int end = lines.arrayOffset() + lines.limit();
      int from = lines.arrayOffset() + lines.position();
      for (int i = from; i < end; i++) {
        if (bytes[i] == '\n') {
          segment.record(bytes, from, i, now, sheet);
          from = i + 1;
        }
      }
      if (checkpointDue()) {
        segment.checkpoint(now, sheet);
        checkpointNanos = System.nanoTime();
      }
      filled = true;
      pending = true;
    } finally {
      if (!filled) {
        segment.takeBack();
      }
    }
  }

  private void checkpointed() {
    SealedLog ours = log;
    if (ours != null) {
      checkpoints.offer(ours.mark());
    }
  }

  private boolean checkpointDue() {
    return System.nanoTime() - checkpointNanos >= checkpoints.periodNanos();
  }

  /** The segment that the next line belongs to, begun where that line will stand. */
  private Segment ready() throws IOException, SealException {
    SealedLog ours = log == null ? take() : log;
    if (ours == null) {
      throw new IOException("the trail before this one is not yet closed: " + seal.key());
    }
    long now = System.currentTimeMillis();
    if (ours.running() && (file.moved() || !pending && ours.due())) {
      last(ours.end(now));
      pending = false;
    }
    if (!pending && file.due()) {
      if (ours.running()) {
        last(ours.end(now));
      }
      file.turn();
    }
    Object before = file.place();
    file.follow();
    astray |= ours.running() && !before.equals(file.place());
    if (astray) {
      if (ours.running()) {
        ours.end(now);
      }
      pending = false;
      astray = false;
    }
    Segment segment = ours.begin(file::append, now);
    checkpoints.offer(ours.mark());
    return segment;
  }

  /** The last line of a segment is a courtesy: the first line of the next one says the same. */
  private void last(ByteBuffer line) {
    // Without its line feed. Elsewhere it is more than a courtesy: it tells where the segment
    // ended.
    byte[] checkpoint = new byte[line.remaining() - 1];
    line.duplicate().get(checkpoint);
    checkpoints.offer(checkpoint);
    try {
      if (file.asLeft()) {
        file.append(line);
      }
    } catch (IOException unwritten) {
      remark = "the last line of a segment could not be written: " + unwritten.getMessage();
    }
  }

  @Override
  public void idle() throws IOException {
    if (log == null || !checkpointDue()) {
      return;
    }
    try {
      Segment segment = ready();
      if (segment.unsealed()) {
        sheet.reset();
        segment.checkpoint(System.currentTimeMillis(), sheet);
        try {
          file.append(sheet.view());
        } catch (IOException | RuntimeException | Error failed) {
          segment.takeBack();
          throw failed;
        }
        segment.written();
        file.sync();
        checkpointed();
      }
      checkpointNanos = System.nanoTime();
    } catch (SealException unusable) {
      throw new IOException("the trail can't be sealed: " + unusable.reason(), unusable);
    }
  }

  @Override
  public void conclude() throws IOException {
    SealedLog ours = log;
    if (ours == null || !ours.running()) {
      return;
    }
    try {
      ready();
      last(ours.end(System.currentTimeMillis()));
      pending = false;
      file.sync();
      checkpoints.drain(DRAIN_MILLIS);
    } catch (SealException unusable) {
      throw new IOException("the trail was not closed: " + unusable.reason(), unusable);
    }
  }

  @Override
  public void sync() throws IOException {
    file.sync();
  }

  @Override
  public @Nullable String remark() {
    String news = remark == null ? file.remark() : remark;
    remark = null;
    news = news == null ? checkpoints.remark() : news;
    SealedLog ours = log;
    return news == null && ours != null ? ours.remark() : news;
  }

  @Override
  public void close() throws IOException {
    SealedLog ours = log;
    try {
      conclude();
    } finally {
      log = null;
      checkpoints.close();
      try {
        file.close();
      } finally {
        if (ours != null) {
          ours.close();
        }
      }
    }
  }
}
