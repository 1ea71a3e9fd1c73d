package io.bartizan.engine.audit;

import io.bartizan.policy.Rotation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. It is locked, because two writers would tear each other's
 * lines apart; a line that was written in part is cut off again before anything follows it; a file
 * that was moved away is opened anew under its name.
 */
final class FileSink implements Sink {

  /**
   * The files that this process writes. Asked before one is opened: to open it a second time and
   * close that channel again would take the lock of the first away (fcntl(2)).
   */
  private static final Set<Object> WRITTEN = ConcurrentHashMap.newKeySet();

  /** So often a file is looked for that nobody takes away meanwhile. */
  private static final int ATTEMPTS = 3;

  private final Path file;
  private final AuditFile.Opener opener;
  private final Rotator rotator;
  private FileChannel channel;
  private FileLock lock;
  private @Nullable Tail tail;
  private @Nullable Object key;
  private @Nullable Object written;
  private @Nullable String remark;
  private long whole;
  private long cut;
  private boolean torn;

  /**
   * Opens the file; missing folders are made.
   *
   * @throws NoFileException if something else than a file stands there
   * @throws IOException if it can't be opened, or another process writes it
   */
  FileSink(Path file) throws IOException {
    this(file, AuditFile::open);
  }

  FileSink(Path file, AuditFile.Opener opener) throws IOException {
    this(file, opener, new Rotator(file, Rotation.NONE));
  }

  /**
   * The same for a file that is left when a rotator says so.
   *
   * @param rotator of this very file
   */
  FileSink(Path file, AuditFile.Opener opener, Rotator rotator) throws IOException {
    this.file = file;
    this.opener = opener;
    this.rotator = rotator;
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Opened opened = openLocked();
    channel = opened.channel;
    lock = opened.lock;
    begin();
  }

  /** A file that nobody else writes. */
  private static final class Opened {
    final FileChannel channel;
    final FileLock lock;

    Opened(FileChannel channel, FileLock lock) {
      this.channel = channel;
      this.lock = lock;
    }
  }

  /**
   * Opens what stands under the name and locks it. A process that rotates the file may have left
   * it, and its lock, in between: what was opened is somebody's old file then, and not ours.
   */
  private Opened openLocked() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Object before = there();
      FileChannel opened = openOnce();
      FileLock locked = lock(file, opened);
      if (before == null || before.equals(there())) {
        return new Opened(opened, locked);
      }
      locked.release();
      opened.close();
    }
    throw new IOException("another process writes " + file);
  }

  private @Nullable Object there() throws IOException {
    try {
      return key(file);
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private FileChannel openOnce() throws IOException {
    if (Files.exists(file)) {
      Object there = key(file);
      if (there != null && WRITTEN.contains(there)) {
        throw new IOException("this process writes " + file + " already");
      }
    }
    return opener.open(file);
  }

  private static FileLock lock(Path file, FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException ours) {
      channel.close();
      throw new IOException("this process writes " + file + " already", ours);
    }
    channel.close();
    throw new IOException("another process writes " + file);
  }

  private void begin() throws IOException {
    try {
      key = key(file);
      if (key != null) {
        written = key;
        WRITTEN.add(key);
      }
      tail = Files.isRegularFile(file) ? new Tail(file) : null;
      rotator.begin(Files.getLastModifiedTime(file).toMillis());
      if (torn) {
        channel.truncate(whole);
        torn = false;
      }
      mend();
    } catch (IOException | RuntimeException | Error failed) {
      close();
      throw failed;
    }
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** Finds where whole lines end, and cuts off or ends what a process left there when it died. */
  private void mend() throws IOException {
    whole = channel.size();
    if (tail == null) {
      return;
    }
    long end = tail.wholeLines(whole);
    if (end == whole) {
      return;
    }
    if (tail.ours(end, whole)) {
      cut += whole - end;
      remark = "a record of " + (whole - end) + " bytes, torn at the end of the file, was cut off";
      channel.truncate(end);
      whole = end;
    } else {
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      whole = channel.size();
    }
  }

  /** Bytes of torn lines that were cut off so far. */
  long cut() {
    return cut;
  }

  /** The file for reading, open as long as the sink is; null if it is none that can be read. */
  @Nullable FileChannel reader() {
    Tail reader = tail;
    return reader == null ? null : reader.channel();
  }

  /** Where the next line goes. Another place after {@link #follow} is not where the last one is. */
  Object place() {
    return Arrays.asList(key, whole);
  }

  /** Whether another file, or none, stands under the name. */
  boolean moved() throws IOException {
    try {
      return key != null && !Objects.equals(key(file), key);
    } catch (NoSuchFileException gone) {
      return true;
    }
  }

  /** Whether what is open ends where the last line that was written to it does. */
  boolean asLeft() throws IOException {
    return channel.isOpen() && channel.size() == whole;
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    follow();
    if (due()) {
      turn();
    }
    append(lines);
  }

  /** Whether the file is to be left before the next line. */
  boolean due() {
    return tail != null && !torn && rotator.due(whole, System.currentTimeMillis());
  }

  /**
   * Goes on in a new file under the same name. Where that can't be done it goes on in the old one,
   * which is told, and tries again later: the records matter more than the size of their file.
   *
   * @throws IOException if what stands in the old file can't be brought to the medium
   */
  void turn() throws IOException {
    channel.force(false);
    long now = System.currentTimeMillis();
    Rotator.Turned next;
    try {
      next = rotator.turn(opener, now);
    } catch (IOException | RuntimeException unturned) {
      rotator.postpone(now);
      told("the trail could not go on in a new file, and goes on in this one: " + unturned);
      return;
    }
    close();
    channel = next.channel;
    lock = next.lock;
    begin();
    told("the trail goes on here; what stands before it is in " + next.old.getFileName());
    tidy(now);
  }

  private void tidy(long now) {
    try {
      List<String> deleted = rotator.tidy(now);
      if (!deleted.isEmpty()) {
        told("deleted, as audit.rotate.keep has it: " + String.join(", ", deleted));
      }
    } catch (IOException | RuntimeException undeleted) {
      told("old files of the trail could not be deleted: " + undeleted);
    }
  }

  /** One thing more that befell the trail since it was asked last. */
  private void told(String what) {
    remark = remark == null ? what : remark + "; " + what;
  }

  /** Writes whole lines to the file that is open, whatever stands under its name by now. */
  void append(ByteBuffer lines) throws IOException {
    mendTorn();
    int start = lines.position();
    try {
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
      whole = channel.size();
    } catch (IOException | RuntimeException | Error failed) {
      lines.position(start);
      cut(failed);
      throw failed;
    }
  }

  /** Takes back what was written in part; where even that fails, before the next write. */
  private void cut(Throwable failed) {
    try {
      torn = true;
      mendTorn();
    } catch (IOException | RuntimeException | Error uncut) {
      failed.addSuppressed(uncut);
    }
  }

  private void mendTorn() throws IOException {
    if (torn && channel.size() > whole) {
      channel.truncate(whole);
    }
    torn = false;
  }

  /** Opens the name anew if another file, or none, stands under it. */
  void follow() throws IOException {
    boolean moved = moved();
    if (moved || !channel.isOpen()) {
      reopen(moved);
      return;
    }
    mendTorn();
    if (channel.size() != whole) {
      // Cut by somebody (logrotate's copytruncate), perhaps within a line; or added to.
      mend();
    }
  }

  private void reopen(boolean moved) throws IOException {
    if (moved && torn) {
      try {
        mendTorn();
      } catch (IOException uncut) {
        remark = "the file that was moved away ends with a torn record: " + uncut.getMessage();
      }
      torn = false;
    }
    close();
    Opened opened = openLocked();
    channel = opened.channel;
    lock = opened.lock;
    begin();
  }

  @Override
  public void sync() throws IOException {
    if (tail != null && channel.isOpen()) {
      channel.force(false);
    }
  }

  @Override
  public @Nullable String remark() {
    String news = remark;
    remark = null;
    return news;
  }

  @Override
  public void close() throws IOException {
    Tail reader = tail;
    tail = null;
    Object ours = written;
    written = null;
    try {
      if (channel.isOpen()) {
        lock.release();
        channel.close();
      }
    } finally {
      if (reader != null) {
        reader.close();
      }
      if (ours != null) {
        WRITTEN.remove(ours);
      }
    }
  }
}
