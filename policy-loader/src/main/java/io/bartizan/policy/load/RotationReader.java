package io.bartizan.policy.load;

import io.bartizan.policy.Rotation;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code audit.rotate}. */
final class RotationReader {

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})(kB|MB|GB)");
  private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,3})(m|h|d)");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,4}");

  /** One write has so many bytes at most: a smaller file would be left after each. */
  private static final long MIN_BYTES = 500_000;

  private final Problems problems;

  RotationReader(Problems problems) {
    this.problems = problems;
  }

  /** Reads the section; that of nothing if there is a problem, which is told then. */
  Rotation read(Tree tree) {
    Fields fields = Fields.of(tree, "audit.rotate", problems, "size", "every", "keep");
    if (fields == null) {
      return Rotation.NONE;
    }
    Tree.Scalar size = fields.text("size");
    Tree.Scalar every = fields.text("every");
    if (size == null && every == null) {
      problems.add(
          Code.BZ1073,
          tree,
          "nothing says when the trail goes on in a new file",
          "write size: 100MB, every: 1d, or both");
      return Rotation.NONE;
    }
    Tree.Scalar keep = fields.text("keep");
    boolean counted = keep != null && COUNT.matcher(keep.text).matches();
    return new Rotation(
        bytes(size),
        millis(every, "how often a trail goes on in a new file", "1h, 1d, 7d"),
        counted && keep != null ? Integer.parseInt(keep.text) : 0,
        counted ? 0 : millis(keep, "how many old files are kept, or how long", "30, or 90d"));
  }

  private long bytes(Tree.@Nullable Scalar size) {
    if (size == null) {
      return 0;
    }
    Matcher parts = SIZE.matcher(size.text);
    long bytes = 0;
    if (parts.matches()) {
      String unit = String.valueOf(parts.group(2));
      long each = unit.equals("kB") ? 1000 : unit.equals("MB") ? 1_000_000 : 1_000_000_000;
      bytes = Long.parseLong(String.valueOf(parts.group(1))) * each;
    }
    if (bytes < MIN_BYTES) {
      problems.add(
          Code.BZ1073,
          size,
          "'" + size.text + "' is no size of a file",
          "write 500kB or more: 100MB, 2GB");
      return 0;
    }
    return bytes;
  }

  private long millis(Tree.@Nullable Scalar time, String what, String such) {
    if (time == null) {
      return 0;
    }
    Matcher parts = TIME.matcher(time.text);
    if (!parts.matches()) {
      problems.add(Code.BZ1073, time, "'" + time.text + "' does not say " + what, "write " + such);
      return 0;
    }
    long number = Long.parseLong(String.valueOf(parts.group(1)));
    switch (String.valueOf(parts.group(2))) {
      case "m":
        return TimeUnit.MINUTES.toMillis(number);
      case "h":
        return TimeUnit.HOURS.toMillis(number);
      default:
        return TimeUnit.DAYS.toMillis(number);
    }
  }
}
