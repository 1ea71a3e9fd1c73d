package io.bartizan.engine.audit;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens files for a trail, and nothing that is no file. */
final class AuditFile {

  /** Opens a file for appending. */
  interface Opener {
    FileChannel open(Path file) throws IOException;
  }

  /** The kinds of file in the mode that POSIX gives a file (inode(7)). */
  private static final int KIND = 0170000;

  private static final int PIPE = 0010000;
  private static final int CHARACTERS = 0020000;

  private AuditFile() {}

  /**
   * Opens a file to append to, making it, for its owner alone, if there is none.
   *
   * @throws NoFileException if something else stands there: to open a pipe would wait for its
   *     reader, and what a pipe has taken can't be taken back
   */
  static FileChannel open(Path file) throws IOException {
    String other = other(file);
    if (other != null) {
      throw new NoFileException(other);
    }
    FileAttribute<?>[] mine = {};
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Set<PosixFilePermission> owner =
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      mine = new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
    }
    return FileChannel.open(file, new HashSet<>(Arrays.asList(CREATE, WRITE, APPEND)), mine);
  }

  /** What stands there if it is neither a file nor nothing. A device of characters will do. */
  private static @Nullable String other(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return "a folder";
    }
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return null;
    }
    try {
      int kind = (int) Files.getAttribute(file, "unix:mode") & KIND;
      boolean other = !Files.isRegularFile(file) && kind != CHARACTERS;
      return !other ? null : kind == PIPE ? "a named pipe" : "neither a file nor a pipe";
    } catch (NoSuchFileException none) {
      return null;
    }
  }
}
