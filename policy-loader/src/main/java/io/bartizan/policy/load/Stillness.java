package io.bartizan.policy.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file that is looked at again and again holds still.
 *
 * <p>A file that is written in place passes through beginnings of itself, and some of them make
 * sense too. So a change counts only when it has held still: for one look where another file was
 * put under the name, which is whole as a rule, and for two where the same file changed. A writer
 * that pauses for longer in the middle can't be told from one that is done; renaming a finished
 * file into place is safe.
 */
final class Stillness {

  private static final int STILL_REPLACED = 1;
  private static final int STILL_IN_PLACE = 2;

  private final Path file;
  private String seen = "";
  private @Nullable Object held;
  private int still;
  private int needed = STILL_REPLACED;

  Stillness(Path file) {
    this.file = file;
  }

  /** Looks at the file; true if it has changed since the last look. */
  boolean moved() {
    String now = now();
    if (now.equals(seen)) {
      still++;
      return false;
    }
    seen = now;
    still = 0;
    Object under = key();
    needed = under != null && under.equals(held) ? STILL_IN_PLACE : STILL_REPLACED;
    held = under;
    return true;
  }

  /** Whether it has held still for long enough to be read. */
  boolean settled() {
    return still >= needed;
  }

  /** The state at the last look. */
  String seen() {
    return seen;
  }

  /** All that tells one state of the file from another without reading it. */
  String now() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.size() + " " + now.lastModifiedTime().toMillis() + " " + now.fileKey() + mode();
    } catch (IOException gone) {
      return "absent";
    }
  }

  private String mode() throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? " " + Files.getAttribute(file, "unix:mode") + " " + Files.getAttribute(file, "unix:ctime")
        : "";
  }

  /** Which file it is, whatever is in it; null if there is none, or the system doesn't tell. */
  private @Nullable Object key() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }
}
