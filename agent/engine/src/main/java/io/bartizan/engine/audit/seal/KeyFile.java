package io.bartizan.engine.audit.seal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The file of the seal key, for its owner alone. It is replaced at each segment, whole and at once,
 * and the key that stood in it is overwritten. A file beside it is locked while the key is in use:
 * two writers with one key would write two logs that claim to be the same.
 */
final class KeyFile implements KeyStore, Closeable {

  /** Longer than any state: a key, a note. */
  private static final int MAX_BYTES = 64 * 1024;

  /** The key files that this process uses: a second lock of ours would not be refused. */
  private static final Set<Path> USED = ConcurrentHashMap.newKeySet();

  private final Path file;
  private @Nullable FileChannel channel;
  private @Nullable FileChannel marks;
  private @Nullable FileLock lock;

  private KeyFile(Path file) {
    this.file = file;
  }

  /**
   * Takes the key into use.
   *
   * @return null if this process uses it already
   * @throws SealException if another process does
   */
  static @Nullable KeyFile take(Path path) throws IOException, SealException {
    Path file = path.toRealPath();
    if (!USED.add(file)) {
      return null;
    }
    KeyFile taken = new KeyFile(file);
    boolean ready = false;
    try {
      Path beside = file.resolveSibling(file.getFileName() + ".lock");
      FileChannel opened = FileChannel.open(beside, options(CREATE, WRITE), mine(beside));
      taken.channel = opened;
      taken.lock = opened.tryLock();
      if (taken.lock == null) {
        throw new SealException("another process uses it");
      }
      ready = true;
      return taken;
    } finally {
      if (!ready) {
        taken.close();
      }
    }
  }

  private static Set<java.nio.file.OpenOption> options(java.nio.file.OpenOption... options) {
    return new HashSet<>(Arrays.asList(options));
  }

  private static FileAttribute<?>[] mine(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> owner =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
  }

  @Override
  public SealState load() throws IOException, SealException {
    return SealState.parse(readPrivate(file));
  }

  /**
   * Reads a key that only its owner may read.
   *
   * @throws SealException if others may, or if it is too long for a key
   */
  static String readPrivate(Path file) throws IOException, SealException {
    try {
      for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
        if (!permission.name().startsWith("OWNER_")) {
          throw new SealException("others may read or write it (chmod 600 " + file + ")");
        }
      }
    } catch (UnsupportedOperationException elsewhere) {
      // A file system without such permissions has none to check.
    }
    return read(file);
  }

  static String read(Path file) throws IOException, SealException {
    if (Files.size(file) > MAX_BYTES) {
      throw new SealException("it is longer than any key");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  @Override
  public void save(SealState state) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    write(fresh, state.json(), options(CREATE, TRUNCATE_EXISTING, WRITE));
    // Held open over the move: afterwards no name leads to the old key any more.
    FileChannel old = Files.exists(file) ? FileChannel.open(file, WRITE) : null;
    try {
      Files.move(fresh, file, ATOMIC_MOVE, REPLACE_EXISTING);
      // Not before the move is on the disk: until then a loss of power brings the old one back.
      if (syncFolder() && old != null) {
        old.write(ByteBuffer.allocate((int) Math.min(old.size(), MAX_BYTES)), 0);
        old.force(false);
      }
    } finally {
      if (old != null) {
        old.close();
      }
    }
  }

  /** Makes a file for its owner alone. */
  static void create(Path file, String text) throws IOException {
    write(file, text, options(java.nio.file.StandardOpenOption.CREATE_NEW, WRITE));
  }

  private static void write(Path file, String text, Set<java.nio.file.OpenOption> options)
      throws IOException {
    try (FileChannel out = FileChannel.open(file, options, mine(file))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  private boolean syncFolder() {
    Path folder = file.getParent();
    try (FileChannel opened = FileChannel.open(folder == null ? file : folder, READ)) {
      opened.force(true);
      return true;
    } catch (IOException elsewhere) {
      // Only POSIX systems open folders; elsewhere the move itself is all there is.
      return false;
    }
  }

  @Override
  public void mark(byte[] checkpointLine) throws IOException {
    FileChannel open = marks;
    if (open == null || !open.isOpen()) {
      Path beside = markFile();
      open = FileChannel.open(beside, options(CREATE, WRITE), mine(beside));
      marks = open;
    }
    ByteBuffer line = ByteBuffer.allocate(checkpointLine.length + 1);
    line.put(checkpointLine).put((byte) '\n').flip();
    long end = line.remaining();
    while (line.hasRemaining()) {
      open.write(line, end - line.remaining());
    }
    open.truncate(end);
  }

  @Override
  public @Nullable Checkpoint marked() throws IOException {
    if (!Files.exists(markFile()) || Files.size(markFile()) > MAX_BYTES) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(markFile());
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    try {
      return SealedLine.parse(bytes, 0, end).checkpoint;
    } catch (SealException torn) {
      // Whoever died while writing it left no mark: that is no sign of anything.
      return null;
    }
  }

  private Path markFile() {
    return file.resolveSibling(file.getFileName() + ".mark");
  }

  @Override
  public void close() throws IOException {
    FileLock held = lock;
    FileChannel opened = channel;
    FileChannel marking = marks;
    lock = null;
    channel = null;
    marks = null;
    try {
      if (marking != null) {
        marking.close();
      }
      if (held != null) {
        held.release();
      }
      if (opened != null) {
        opened.close();
      }
    } finally {
      USED.remove(file);
    }
  }
}
