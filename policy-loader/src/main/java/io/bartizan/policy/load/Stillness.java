package io.bartizan.policy.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether files that are looked at again and again hold still, all of them at once.
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

  private List<Path> files;
  private String seen = "";
  private @Nullable Object held;
  private int still;
  private int needed = STILL_REPLACED;

  Stillness(Path file) {
    this(Collections.singletonList(file));
  }

  Stillness(List<Path> files) {
    this.files = files;
  }

  /** Looks at these from now on; false if they are the same as before. */
  boolean lookAt(List<Path> others) {
    if (others.equals(files)) {
      return false;
    }
    files = others;
    seen = "";
    return true;
  }

  /** Looks at them; true if one has changed since the last look. */
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

  /** Whether they have held still for long enough to be read. */
  boolean settled() {
    return still >= needed;
  }

  /** The state at the last look. */
  String seen() {
    return seen;
  }

  /** All that tells one state of the files from another without reading them. */
  String now() {
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      all.append(state(file)).append('\n');
    }
    return all.toString();
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.size()
          + " "
          + now.lastModifiedTime().toMillis()
          + " "
          + now.fileKey()
          + mode(file);
    } catch (IOException gone) {
      return "absent";
    }
  }

  private static String mode(Path file) throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? " " + Files.getAttribute(file, "unix:mode") + " " + Files.getAttribute(file, "unix:ctime")
        : "";
  }

  /** Which files they are, whatever is in them; null if one is not there, or nobody tells. */
  private @Nullable Object key() {
    List<Object> keys = new ArrayList<>();
    for (Path file : files) {
      try {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        if (key == null) {
          return null;
        }
        keys.add(key);
      } catch (IOException gone) {
        return null;
      }
    }
    return keys;
  }
}
