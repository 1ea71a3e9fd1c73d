package io.bartizan.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the paths of one pattern lie to those of another. */
public final class PatternRelation {

  /** In no pattern, because it is a control character: stands for any text that a star matches. */
  private static final String ANY = "\u0001";

  private PatternRelation() {}

  /**
   * Whether every path that the inner pattern matches is matched by the outer one. False where that
   * can't be told from the two texts.
   *
   * @param folded whether the outer one is a deny's: without regard to case or slashes at the end
   */
  public static boolean covers(PathPattern outer, PathPattern inner, boolean folded) {
    return folded
        ? covers(outer.folded(), outer.trimmed(), inner.folded(), inner.trimmed())
        : covers(outer, outer.segments(), inner, inner.segments());
  }

  private static boolean covers(
      PathPattern outer,
      List<PathPattern.Segment> wanted,
      PathPattern inner,
      List<PathPattern.Segment> has) {
    Glob last = outer.lastGlob();
    int needed = wanted.size() + (last == null ? 0 : 1);
    int fewest = has.size() + (inner.lastGlob() == null ? 0 : 1);
    if (outer.deep() ? fewest < needed : inner.deep() || fewest != needed) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      // Beyond the inner one's segments anything may stand.
      if (!wanted.get(i).matches(i < has.size() ? sample(has.get(i)) : ANY)) {
        return false;
      }
    }
    return last == null || coversLast(last, has, inner);
  }

  private static boolean coversLast(Glob last, List<PathPattern.Segment> has, PathPattern inner) {
    Glob lastOfInner = inner.lastGlob();
    if (lastOfInner != null) {
      return last.matches(sample(lastOfInner));
    }
    return !inner.deep() && !has.isEmpty() && last.matches(sample(has.get(has.size() - 1)));
  }

  /** A text that a glob matches whole only if it matches everything that the segment does. */
  private static String sample(PathPattern.Segment segment) {
    String literal = segment.literal();
    Glob glob = segment.glob();
    return glob != null ? sample(glob) : String.valueOf(literal);
  }

  private static String sample(Glob glob) {
    return glob.toString().replace("*", ANY);
  }

  /**
   * Whether there is a path that both patterns match.
   *
   * @param folded whether without regard to case, as far as a deny is concerned
   */
  public static boolean overlap(PathPattern one, PathPattern other, boolean folded) {
    return folded ? overlap(one.folded(), other.folded()) : overlap(one, other);
  }

  private static boolean overlap(PathPattern one, PathPattern other) {
    int shorter = Math.min(one.segments().size(), other.segments().size());
    for (int i = 0; i < shorter; i++) {
      if (!meet(text(one.segments().get(i)), text(other.segments().get(i)))) {
        return false;
      }
    }
    return fits(one, other) && fits(other, one) && lastsMeet(one, other);
  }

  /** Whether the other pattern may be as long as this one, whose end is fixed. */
  private static boolean fits(PathPattern fixed, PathPattern other) {
    int fewest = other.segments().size() + (other.lastGlob() == null ? 0 : 1);
    int most = fixed.segments().size();
    return fixed.deep() || (other.deep() ? fewest <= most : fewest == most);
  }

  private static boolean lastsMeet(PathPattern one, PathPattern other) {
    String last = last(one);
    String lastOfOther = last(other);
    return last == null || lastOfOther == null || meet(last, lastOfOther);
  }

  /** The text that the last segment must match; null if any will do. */
  private static @Nullable String last(PathPattern pattern) {
    Glob glob = pattern.lastGlob();
    if (glob != null) {
      return glob.toString();
    }
    List<PathPattern.Segment> segments = pattern.segments();
    return pattern.deep() || segments.isEmpty() ? null : text(segments.get(segments.size() - 1));
  }

  private static String text(PathPattern.Segment segment) {
    Glob glob = segment.glob();
    return glob != null ? glob.toString() : String.valueOf(segment.literal());
  }

  /**
   * Whether some text matches both globs: walked as the product of two automata, whose states are
   * the places in the two texts.
   */
  private static boolean meet(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.equals(b);
    }
    boolean[][] reached = new boolean[a.length() + 1][b.length() + 1];
    reached[0][0] = true;
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (reached[i][j]) {
          step(a, i, b, j, reached);
        }
      }
    }
    return reached[a.length()][b.length()];
  }

  private static void step(String a, int i, String b, int j, boolean[][] reached) {
    boolean starA = i < a.length() && a.charAt(i) == '*';
    boolean starB = j < b.length() && b.charAt(j) == '*';
    if (starA) {
      reached[i + 1][j] = true;
    }
    if (starB) {
      reached[i][j + 1] = true;
    }
    if (starA && j < b.length()) {
      reached[i][j + 1] = true;
    }
    if (starB && i < a.length()) {
      reached[i + 1][j] = true;
    }
    if (i < a.length() && j < b.length() && !starA && !starB && a.charAt(i) == b.charAt(j)) {
      reached[i + 1][j + 1] = true;
    }
  }
}
