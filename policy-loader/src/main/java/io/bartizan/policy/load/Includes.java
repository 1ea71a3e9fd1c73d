package io.bartizan.policy.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key {@code includes}: files of rules, and of nothing else. Whatever they say, they can't
 * change what a rule elsewhere means, and a deny holds against their allows as against any.
 */
final class Includes {

  /** More files than these are no policy that a person reads. */
  static final int MAX_FILES = 64;

  /** One file that is included, however deep. */
  static final class Part {
    final Path file;
    final String text;
    final Tree.Mapping tree;
    final Problems problems;

    Part(Path file, String text, Tree.Mapping tree, Problems problems) {
      this.file = file;
      this.text = text;
      this.tree = tree;
      this.problems = problems;
    }

    /** Its rules, as they stand there. */
    List<Tree> rules() {
      Fields fields =
          Fields.of(tree, "an included file", new Problems(""), "version", "rules", "includes");
      return fields == null ? new ArrayList<>() : fields.items("rules");
    }
  }

  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private final List<byte[]> bytes = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private long size;
  private boolean ended;

  /** Includes of a policy; its own file is the first. */
  Includes(Path policy, byte[] content) {
    Path parent = policy.getParent();
    this.folder = parent == null ? policy : parent;
    files.add(policy);
    bytes.add(content);
    size = content.length;
  }

  /** Whether the policy's own file ends with a document end marker: then each of them must. */
  void endedAs(boolean policy) {
    ended = policy;
  }

  boolean ended() {
    return ended;
  }

  /** Reads what a file includes, and what that does. What is wrong is told. */
  void read(Fields fields, Path from, List<Path> way, Problems problems) {
    for (Tree.Scalar name : fields.texts("includes")) {
      Path file = locate(name, from, problems);
      if (file == null) {
        continue;
      }
      if (way.contains(file)) {
        tell(name, "'" + name.text + "' includes this file: a circle", problems);
      } else if (files.contains(file)) {
        tell(name, "'" + name.text + "' is included already", problems);
      } else if (files.size() > MAX_FILES) {
        tell(name, "more than " + MAX_FILES + " files are included", problems);
        return;
      } else {
        files.add(file);
        part(name, file, way, problems);
      }
    }
  }

  private void part(Tree.Scalar name, Path file, List<Path> way, Problems problems) {
    Problems own = problems.in(file.toString());
    byte[] content;
    try {
      content = PolicyFile.read(file);
    } catch (PolicyException unread) {
      Problem why = unread.problems().get(0);
      tell(name, "'" + name.text + "' can't be included: " + why.message(), problems);
      return;
    }
    bytes.add(content);
    size += content.length;
    if (size > PolicyFile.MAX_BYTES) {
      problems.add(
          Code.BZ1018,
          name,
          "the policy and its includes are larger than " + PolicyFile.MAX_BYTES + " bytes",
          null);
      return;
    }
    String text = PolicyLoader.text(content, own);
    Tree tree = text == null ? null : TreeReader.read(text, own);
    if (ended && text != null && !PolicyLoader.ended(text)) {
      own.add(
          new Problem(
              Code.BZ1059,
              own.file(),
              0,
              0,
              "the policy ends with '...', and this file that it includes does not",
              "end it with a line '...' as well"));
    }
    Fields fields = Fields.of(tree, "an included file", own, "version", "rules", "includes");
    if (fields == null || text == null) {
      return;
    }
    PolicyReader.version(fields, "an included file", own);
    fields.required("rules", "an included file");
    // What its rules refer to by number must be a list, which the reader of rules tells of.
    parts.add(new Part(file, text, fields.mapping(), own));
    List<Path> further = new ArrayList<>(way);
    further.add(file);
    read(fields, file, further, own);
  }

  /** The file that is meant; null if it is none that may be, which is told. */
  private @Nullable Path locate(Tree.Scalar name, Path from, Problems problems) {
    try {
      Path file = from.resolveSibling(name.text).normalize().toAbsolutePath();
      if (Paths.get(name.text).isAbsolute() || !file.startsWith(folder)) {
        tell(name, "'" + name.text + "' leads out of the policy's folder", problems);
        return null;
      }
      // A link that leads elsewhere would let whoever owns that place write rules.
      if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
        tell(name, "'" + name.text + "' is a link that leads out of the policy's folder", problems);
        return null;
      }
      return file;
    } catch (InvalidPathException | IOException none) {
      tell(name, "'" + name.text + "' is no path here", problems);
      return null;
    }
  }

  private static void tell(Tree.Scalar name, String message, Problems problems) {
    problems.add(
        Code.BZ1058,
        name,
        message,
        "write the name of a file in the policy's own folder, or below it: rules/orders.yaml");
  }

  /** The files that were read or tried, the policy's own first. */
  List<Path> files() {
    return files;
  }

  /** What they hold. */
  List<byte[]> bytes() {
    return bytes;
  }

  /** Those that could be read, in their order. */
  List<Part> parts() {
    return parts;
  }
}
