package io.bartizan.engine.revocation;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What issuers have told, in a file that outlives the process: a line is added for each, on the
 * medium before it counts as kept, and the file is written anew when it has grown to twice of what
 * is in force.
 *
 * <p>A last line without its end is one that was being written when the process ended: nobody was
 * told that it was kept, and it is left out. Any other line that can't be read may be a revocation,
 * so that the file is not used.
 */
public final class Journal implements Closeable {

  private static final String HEAD = "bartizan-revocations 1";

  /** Twice the most that a policy may keep, with some room for whole issuers. */
  private static final long MAX_BYTES = 2_100_000L * Entry.MAX_LENGTH;

  /** A file of so few lines more than are in force is not worth writing anew. */
  private static final int SLACK = 1000;

  private final Path file;
  private final List<Entry> found = new ArrayList<>();
  private FileChannel channel;
  private long lines;
  private long end;

  private Journal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a journal, or begins one where there is no file yet, and reads it.
   *
   * @throws JournalException if it can't be read to its end, others may write it, or another
   *     process has it
   */
  public static Journal open(Path file) throws JournalException {
    Journal journal = null;
    boolean whole = false;
    try {
      if (Files.notExists(file)) {
        journal = new Journal(file, begun(file, new ArrayList<>()));
      } else {
        if (writableByOthers(file)) {
          throw new JournalException(
              file.toString(), "others may write it", "chmod go-w " + file + ", and look into it");
        }
        journal = new Journal(file, locked(file, StandardOpenOption.READ));
      }
      journal.read();
      whole = true;
      return journal;
    } catch (IOException | RuntimeException failed) {
      throw new JournalException(
          file.toString(),
          String.valueOf(failed.getMessage() == null ? failed : failed.getMessage()),
          "name a file in a folder that only the server's user may write, and give each process"
              + " one of its own",
          failed);
    } finally {
      if (!whole && journal != null) {
        journal.close();
      }
    }
  }

  private static boolean writableByOthers(Path file) throws IOException {
    try {
      Set<PosixFilePermission> all = Files.getPosixFilePermissions(file);
      return all.contains(PosixFilePermission.OTHERS_WRITE)
          || all.contains(PosixFilePermission.GROUP_WRITE);
    } catch (UnsupportedOperationException elsewhere) {
      return false;
    }
  }

  private static FileChannel locked(Path file, StandardOpenOption more) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, more);
    boolean held = false;
    try {
      held = channel.tryLock() != null;
    } catch (OverlappingFileLockException ownProcess) {
      throw new IOException("it is in use already", ownProcess);
    } finally {
      if (!held) {
        channel.close();
      }
    }
    if (!held) {
      throw new IOException("another process writes it");
    }
    return channel;
  }

  /** A whole file in the place of the one that stands there, or may not. */
  private static FileChannel begun(Path file, Collection<Entry> entries) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    create(part);
    FileChannel channel = locked(part, StandardOpenOption.READ);
    boolean whole = false;
    try {
      StringBuilder text = new StringBuilder(HEAD).append('\n');
      for (Entry entry : entries) {
        text.append(entry.line()).append('\n');
      }
      write(channel, text.toString(), 0);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      whole = true;
      return channel;
    } finally {
      if (!whole) {
        channel.close();
      }
    }
  }

  private static void create(Path part) throws IOException {
    try {
      Files.createFile(
          part,
          PosixFilePermissions.asFileAttribute(
              EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
    } catch (UnsupportedOperationException elsewhere) {
      Files.createFile(part);
    }
  }

  private static long write(FileChannel channel, String text, long at) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    long place = at;
    while (octets.hasRemaining()) {
      place += channel.write(octets, place);
    }
    channel.force(true);
    return place;
  }

  private void read() throws IOException, JournalException {
    if (channel.size() > MAX_BYTES) {
      throw new IOException("it is larger than " + MAX_BYTES + " bytes");
    }
    channel.position(0);
    // Closing the stream would close the channel, which is gone on with.
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
    int number = 0;
    for (String line = line(in); line != null; line = line(in)) {
      number++;
      end += line.length() + 1L;
      if (number == 1) {
        if (!line.equals(HEAD)) {
          throw broken(number);
        }
        continue;
      }
      Entry entry = Entry.parse(line);
      if (entry == null) {
        throw broken(number);
      }
      found.add(entry);
    }
    if (number == 0) {
      throw broken(1);
    }
    lines = found.size();
    // What was being written when the process ended.
    channel.truncate(end);
  }

  private JournalException broken(int number) {
    return new JournalException(
        file + ":" + number,
        "the line is none of a journal, and may have been a revocation",
        "put back a copy that is whole; or move the file away, and have the issuers revoke again"
            + " what it held");
  }

  /** A line with its end; null where there is none any more. */
  private static @Nullable String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(Entry.MAX_LENGTH);
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '\n') {
        return line.toString();
      }
      line.append((char) octet);
      if (line.length() > Entry.MAX_LENGTH) {
        return line.toString();
      }
    }
    return null;
  }

  /** What was found in it when it was opened. */
  List<Entry> found() {
    return found;
  }

  /** Whether it has grown so far that it is to be written anew. */
  boolean grown(int inForce) {
    return lines > 2L * inForce + SLACK;
  }

  /** Adds a line; it is on the medium when this returns. */
  synchronized void append(Entry entry) throws IOException {
    // At its own place: half of a line that an earlier attempt left is written over.
    end = write(channel, entry.line() + '\n', end);
    lines++;
  }

  /** Writes it anew with these lines and no others. */
  synchronized void rewrite(Collection<Entry> entries) throws IOException {
    FileChannel next = begun(file, entries);
    FileChannel before = channel;
    channel = next;
    lines = entries.size();
    end = next.size();
    found.clear();
    before.close();
  }

  @Override
  public synchronized void close() {
    try {
      channel.close();
    } catch (IOException already) {
      // All lines are on the medium.
      return;
    }
  }
}
