package io.bartizan.engine.audit;

import io.bartizan.policy.Rotation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new file in the place of one that is large or old enough, and deletes the oldest.
 *
 * <p>The name is never without a file, and that file never without its lock: a second process that
 * looks at the wrong moment must find that the trail is written. So the new file is made and locked
 * beside the old one, the old one gets a second name, and the new one then takes its first.
 */
final class Rotator {

  /** After a failure the file grows on, and it is tried again after so long. */
  private static final long RETRY_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern STAMPED =
      Pattern.compile("([0-9]{8}T[0-9]{6}\\.[0-9]{3}Z)(?:\\.gz)?");

  /** A new file, open and locked under the name of the old one. */
  static final class Turned {
    final FileChannel channel;
    final FileLock lock;
    final Path old;

    Turned(FileChannel channel, FileLock lock, Path old) {
      this.channel = channel;
      this.lock = lock;
      this.old = old;
    }
  }

  /** Gives a file a second name. */
  interface Linking {
    void link(Path second, Path first) throws IOException;
  }

  private final Path file;
  private final Linking linking;
  private volatile Rotation how;
  private long lastMillis;
  private long notBeforeMillis;

  Rotator(Path file, Rotation how) {
    this(file, how, Files::createLink);
  }

  Rotator(Path file, Rotation how, Linking linking) {
    this.file = file;
    this.linking = linking;
    this.how = how;
  }

  /** Goes by this from now on; any thread may say so. */
  void follow(Rotation other) {
    how = other;
  }

  /** A file was opened that was written last at that time. */
  void begin(long lastWrittenMillis) {
    lastMillis = lastWrittenMillis;
  }

  /** Whether the file is to be left before what is written at that time. */
  boolean due(long size, long now) {
    if (size == 0) {
      lastMillis = now;
      return false;
    }
    Rotation by = how;
    long last = lastMillis;
    boolean large = by.bytes() > 0 && size >= by.bytes();
    boolean old = by.everyMillis() > 0 && now / by.everyMillis() > last / by.everyMillis();
    if (!old) {
      lastMillis = now;
    }
    return (large || old) && now >= notBeforeMillis;
  }

  /** It could not be done; the file is the same as before. */
  void postpone(long now) {
    notBeforeMillis = now + RETRY_MILLIS;
  }

  /**
   * Puts a new file in the place of the old one.
   *
   * @throws IOException if that can't be done; the old file has its name then, or none has
   */
  Turned turn(AuditFile.Opener opener, long now) throws IOException {
    // Behind a symbolic link it is the file itself that gets other names.
    Path real = file.toRealPath();
    Path next = real.resolveSibling(real.getFileName() + ".next");
    Files.deleteIfExists(next);
    FileChannel channel = opener.open(next);
    boolean done = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException("another process writes " + next);
      }
      Path old = aside(real, now);
      boolean linked = linked(old, real);
      if (!linked) {
        Files.move(real, old);
      }
      replace(next, real, linked ? old : null);
      done = true;
      lastMillis = now;
      return new Turned(channel, lock, old);
    } finally {
      if (!done) {
        channel.close();
        Files.deleteIfExists(next);
      }
    }
  }

  private static Path aside(Path real, long now) {
    for (long at = now; ; at++) {
      Path path = real.resolveSibling(real.getFileName() + "." + STAMP.format(instant(at)));
      if (Files.notExists(path)) {
        return path;
      }
    }
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  /** Whether the file has a second name now; some file systems know no such thing. */
  private boolean linked(Path old, Path real) throws IOException {
    try {
      linking.link(old, real);
      return true;
    } catch (NoSuchFileException | FileAlreadyExistsException moved) {
      throw moved;
    } catch (IOException | UnsupportedOperationException | SecurityException unlinkable) {
      return false;
    }
  }

  /** Takes the old file's second name back where its first can't be given to the new one. */
  private static void replace(Path next, Path real, @Nullable Path link) throws IOException {
    boolean done = false;
    try {
      if (link == null) {
        Files.move(next, real);
      } else {
        Files.move(next, real, StandardCopyOption.ATOMIC_MOVE);
      }
      done = true;
    } catch (AtomicMoveNotSupportedException impossible) {
      throw new IOException("two names in one folder are on two file systems", impossible);
    } finally {
      if (!done && link != null) {
        Files.delete(link);
      }
    }
  }

  /** Deletes the old files that are too many or too old; their names, oldest first. */
  List<String> tidy(long now) throws IOException {
    Rotation by = how;
    List<String> deleted = new ArrayList<>();
    if (by.keepFiles() == 0 && by.keepMillis() == 0) {
      return deleted;
    }
    Path real = file.toRealPath();
    List<Path> old = old(real);
    for (int i = 0; i < old.size(); i++) {
      boolean many = by.keepFiles() > 0 && old.size() - i > by.keepFiles();
      String before = STAMP.format(instant(now - by.keepMillis()));
      boolean aged = by.keepMillis() > 0 && stamp(old.get(i), real).compareTo(before) < 0;
      if ((many || aged) && Files.deleteIfExists(old.get(i))) {
        deleted.add(String.valueOf(old.get(i).getFileName()));
      }
    }
    return deleted;
  }

  /** The files that were left before, packed by others or not, oldest first. */
  private static List<Path> old(Path real) throws IOException {
    List<Path> old = new ArrayList<>();
    Path folder = real.getParent();
    if (folder == null) {
      return old;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path one : all) {
        if (!stamp(one, real).isEmpty() && Files.isRegularFile(one)) {
          old.add(one);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException unreadable) {
      throw unreadable.getCause();
    }
    Collections.sort(old);
    return old;
  }

  /** When a file was left, as its name says; empty if it is none of these files. */
  private static String stamp(Path one, Path real) {
    String name = String.valueOf(one.getFileName());
    String prefix = real.getFileName() + ".";
    Matcher stamped =
        STAMPED.matcher(name.startsWith(prefix) ? name.substring(prefix.length()) : "");
    return stamped.matches() ? String.valueOf(stamped.group(1)) : "";
  }
}
