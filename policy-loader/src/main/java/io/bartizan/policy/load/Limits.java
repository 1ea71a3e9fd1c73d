package io.bartizan.policy.load;

import io.bartizan.policy.Limit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The section {@code limits}. */
final class Limits {

  private static final Pattern RATE =
      Pattern.compile("([1-9][0-9]{0,8})/([1-9][0-9]{0,4})?([smhd])");
  private static final Pattern BURST = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final Pattern CLAIM = Pattern.compile("token(\\.[A-Za-z_][A-Za-z0-9_]*)+");

  private final Problems problems;
  private final List<Limit> limits = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  Limits(Problems problems) {
    this.problems = problems;
  }

  List<Limit> all() {
    return limits;
  }

  void read(List<Tree> items) {
    for (Tree item : items) {
      Limit limit = limit(item);
      if (limit != null) {
        if (!names.add(limit.name())) {
          problems.add(
              Code.BZ1016, item, "a second limit is named '" + limit.name() + "'", "rename one");
        }
        limits.add(limit);
      }
    }
  }

  private @Nullable Limit limit(Tree item) {
    String what = "a limit";
    Fields fields = Fields.of(item, what, problems, "name", "key", "rate", "burst");
    if (fields == null) {
      return null;
    }
    Tree.Scalar name = fields.text("name");
    Tree.Scalar key = fields.requiredText("key", what);
    Tree.Scalar rate = fields.requiredText("rate", what);
    Tree.Scalar burst = fields.text("burst");
    if (name != null && !NAME.matcher(name.text).matches()) {
      problems.add(
          Code.BZ1010,
          name,
          "'" + name.text + "' is no limit's name",
          "a letter, then letters, digits, '_', '.' and '-'");
    }
    if (key == null || rate == null || !knownKey(key)) {
      return null;
    }
    long[] read = rate(rate.text);
    if (read == null) {
      problems.add(
          Code.BZ1015,
          rate,
          "'" + rate.text + "' is no rate",
          "write how many, and per what time: 100/1m, 5/s, 1000/2h, 10000/1d");
      return null;
    }
    long count = read[0];
    return new Limit(
        name == null ? "limit-" + (limits.size() + 1) : name.text,
        key.text,
        count,
        read[1],
        burst(burst, count));
  }

  /** How many, and within how many nanoseconds; null if it is no rate. */
  static long @Nullable [] rate(String text) {
    Matcher parts = RATE.matcher(text);
    return parts.matches()
        ? new long[] {
          Long.parseLong(String.valueOf(parts.group(1))),
          period(parts.group(2), String.valueOf(parts.group(3)))
        }
        : null;
  }

  private boolean knownKey(Tree.Scalar key) {
    boolean known =
        key.text.equals("principal.id")
            || key.text.equals("client.address")
            || CLAIM.matcher(key.text).matches();
    if (!known) {
      problems.add(
          Code.BZ1010,
          key,
          "'" + key.text + "' can't be counted by",
          Suggestion.among(key.text, "principal.id", "client.address", "token.CLAIM"));
    }
    return known;
  }

  private static long period(@Nullable String number, String unit) {
    long units = number == null ? 1 : Long.parseLong(number);
    switch (unit) {
      case "s":
        return TimeUnit.SECONDS.toNanos(units);
      case "m":
        return TimeUnit.MINUTES.toNanos(units);
      case "h":
        return TimeUnit.HOURS.toNanos(units);
      default:
        return TimeUnit.DAYS.toNanos(units);
    }
  }

  private long burst(Tree.@Nullable Scalar burst, long count) {
    if (burst == null) {
      return count;
    }
    if (!BURST.matcher(burst.text).matches()) {
      problems.add(
          Code.BZ1015,
          burst,
          "'" + burst.text + "' is no burst",
          "a burst is a whole number from 1");
      return count;
    }
    return Long.parseLong(burst.text);
  }
}
