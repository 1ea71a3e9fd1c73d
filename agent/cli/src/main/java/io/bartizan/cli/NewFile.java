package io.bartizan.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that commands write: none is written over, and nobody else may change them. */
final class NewFile {

  private NewFile() {}

  /** Makes a folder, where there is none. */
  static void folder(Shell shell, Path folder) {
    try {
      Files.createDirectories(folder.toAbsolutePath());
    } catch (FileAlreadyExistsException other) {
      throw new Failure(Exit.USAGE, "BZ5006", shell.shown(folder), "it is no folder", null);
    } catch (IOException failed) {
      throw new Failure(
          Exit.USAGE,
          "BZ5006",
          shell.shown(folder),
          "the folder can't be made: " + Unread.why(failed),
          null);
    }
  }

  /**
   * Writes one.
   *
   * @param hint what to do where there is such a file already
   */
  static void write(Shell shell, Path file, String text, String hint) {
    try {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE_NEW);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        // As the agent wants it, whatever the umask is: nobody else may write it.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
    } catch (FileAlreadyExistsException there) {
      throw new Failure(Exit.USAGE, "BZ5006", shell.shown(file), "the file is there already", hint);
    } catch (IOException failed) {
      throw new Failure(
          Exit.USAGE,
          "BZ5006",
          shell.shown(file),
          "the file can't be written: " + Unread.why(failed),
          null);
    }
  }
}
