package io.bartizan.engine.audit;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are appended to. It is locked, because two writers would tear each other's
 * lines apart; a line that was written in part is cut off again before anything follows it; a file
 * that was moved away is opened anew under its name.
 */
final class FileSink implements Sink {

  private final Path file;
  private FileChannel channel;
  private FileLock lock;
  private @Nullable Object key;
  private long whole;

  /**
   * Opens the file; missing folders are made.
   *
   * @throws IOException if it can't be opened, or another process writes it
   */
  FileSink(Path file) throws IOException {
    this.file = file;
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    channel = open(file);
    lock = lock(file, channel);
    key = key(file);
    whole = channel.size();
  }

  private static FileChannel open(Path file) throws IOException {
    boolean fresh = !Files.exists(file);
    FileChannel channel =
        FileChannel.open(file, new HashSet<>(Arrays.asList(CREATE, WRITE, APPEND)));
    if (fresh && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
    return channel;
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

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    follow();
    try {
      while (lines.hasRemaining()) {
        channel.write(lines);
      }
      whole = channel.size();
    } catch (IOException failed) {
      channel.truncate(whole);
      throw failed;
    }
  }

  /** Opens the name anew if another file, or none, stands under it. */
  private void follow() throws IOException {
    Object now;
    try {
      now = key(file);
    } catch (NoSuchFileException gone) {
      now = null;
    }
    boolean moved = key != null && !Objects.equals(now, key);
    if (moved || !channel.isOpen()) {
      close();
      channel = open(file);
      lock = lock(file, channel);
      key = key(file);
      whole = channel.size();
    } else if (channel.size() != whole) {
      // Cut by somebody (logrotate's copytruncate), or grown by a torn line of ours.
      whole = Math.min(whole, channel.size());
      channel.truncate(whole);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      lock.release();
      channel.close();
    }
  }
}
