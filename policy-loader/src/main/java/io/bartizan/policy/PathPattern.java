package io.bartizan.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A path pattern of a rule, over full, decoded, normalised paths.
 *
 * <p>A segment is a literal, {@code {name}} (any one segment) or a glob ({@code *.pdf}); {@code **}
 * stands for any number of segments, at the end or before one last glob: {@code /a/**} (which
 * covers {@code /a} and {@code /a/} too), {@code /shop/**}{@code /*.do}.
 */
public final class PathPattern {

  /** One segment of a pattern. */
  static final class Segment {
    private final @Nullable String literal;
    private final @Nullable Glob glob;
    private final @Nullable String variable;

    private Segment(@Nullable String literal, @Nullable Glob glob, @Nullable String variable) {
      this.literal = literal;
      this.glob = glob;
      this.variable = variable;
    }

    /** The literal; null for a glob or a variable. */
    @Nullable String literal() {
      return literal;
    }

    /** The glob; null for a literal, {@code *} for a variable. */
    @Nullable Glob glob() {
      return glob;
    }

    boolean matches(String segment) {
      return glob == null ? segment.equals(literal) : glob.matches(segment);
    }

    Segment folded() {
      return new Segment(
          literal == null ? null : Folding.fold(literal),
          glob == null ? null : glob.folded(),
          variable);
    }
  }

  private final String text;
  private final List<Segment> segments;

  /** Whether any number of segments may follow {@link #segments}. */
  private final boolean deep;

  /** The glob that the last segment must match where {@link #deep}; null if any will do. */
  private final @Nullable Glob lastGlob;

  private PathPattern(String text, List<Segment> segments, boolean deep, @Nullable Glob lastGlob) {
    this.text = text;
    this.segments = Collections.unmodifiableList(segments);
    this.deep = deep;
    this.lastGlob = lastGlob;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is none, with how to mend it
   */
  public static PathPattern parse(String text) {
    PatternText.check(text);
    String[] parts = text.substring(1).split("/", -1);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (part.equals("**")) {
        if (i == parts.length - 1) {
          return new PathPattern(text, segments, true, null);
        }
        if (i == parts.length - 2 && parts[i + 1].indexOf('*') >= 0 && !parts[i + 1].equals("**")) {
          return new PathPattern(text, segments, true, new Glob(parts[i + 1]));
        }
        throw new IllegalArgumentException(
            "'**' must be the last segment, or the last but one before a glob: /a/**, /a/**/*.do");
      }
      segments.add(segment(part));
    }
    return new PathPattern(text, segments, false, null);
  }

  private static Segment segment(String part) {
    if (part.startsWith("{") && part.endsWith("}") && part.length() > 2) {
      String name = part.substring(1, part.length() - 1);
      PatternText.checkName(name);
      return new Segment(null, new Glob("*"), name);
    }
    if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "'" + part + "': a variable is a whole segment, as in /orders/{id}");
    }
    return part.indexOf('*') >= 0
        ? new Segment(null, new Glob(part), null)
        : new Segment(part, null, null);
  }

  /** The segments before any {@code **}. A single empty literal at the end is a trailing slash. */
  List<Segment> segments() {
    return segments;
  }

  boolean deep() {
    return deep;
  }

  @Nullable Glob lastGlob() {
    return lastGlob;
  }

  /** The names of its variables; without those that stand twice, which name nothing. */
  public Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    Set<String> twice = new HashSet<>();
    for (Segment segment : segments) {
      if (segment.variable != null && !names.add(segment.variable)) {
        twice.add(segment.variable);
      }
    }
    names.removeAll(twice);
    return names;
  }

  /**
   * The segment of a path that a variable stands for.
   *
   * @param name one of {@link #variables}
   * @param path one that this matches, in whatever reading
   * @return null if there is none
   */
  public @Nullable String variable(String name, String path) {
    int from = 1;
    for (Segment segment : segments) {
      if (from > path.length()) {
        return null;
      }
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      if (name.equals(segment.variable)) {
        return path.substring(from, end);
      }
      from = end + 1;
    }
    return null;
  }

  /** Whether one of its segments is a variable of that name, or several are. */
  public boolean holds(String name) {
    return segments.stream().anyMatch(segment -> name.equals(segment.variable));
  }

  /**
   * A path in which a sign stands for the segments of some variables, as far as the path begins as
   * this pattern does, in any reading; how it goes on does not matter.
   *
   * @param names of variables
   */
  String masked(String path, Set<String> names, String sign) {
    String[] parts = path.split("/", -1);
    boolean masked = false;
    for (int i = 0; i < segments.size() && i + 1 < parts.length; i++) {
      Segment segment = segments.get(i);
      String part = parts[i + 1];
      if (!segment.folded().matches(Folding.fold(part)) && !part.equals(sign)) {
        break;
      }
      if (segment.variable != null && names.contains(segment.variable) && !part.isEmpty()) {
        parts[i + 1] = sign;
        masked = true;
      }
    }
    return masked ? String.join("/", parts) : path;
  }

  /** Whether any number of segments may stand in it ({@code **}). */
  public boolean anyDepth() {
    return deep;
  }

  /** Whether it is {@code /**}, which names nothing in particular. */
  public boolean universal() {
    return deep && segments.isEmpty() && lastGlob == null;
  }

  /** Whether the path matches exactly: case and trailing slash count. */
  public boolean matches(String path) {
    return path.startsWith("/") && match(path.substring(1).split("/", -1), segments, lastGlob);
  }

  /** Whether any reading of the path matches: without regard to case or trailing slashes. */
  public boolean matchesAnyReading(String path) {
    String folded = Folding.trimmed(Folding.fold(path));
    return folded.startsWith("/") && folded().match(folded.substring(1).split("/", -1));
  }

  private boolean match(String[] parts) {
    return match(parts, segments, lastGlob)
        // The pattern may end in a slash that the trimmed path has lost.
        || endsInSlash() && match(parts, segments.subList(0, segments.size() - 1), lastGlob);
  }

  private boolean endsInSlash() {
    return !deep && segments.size() > 1 && "".equals(segments.get(segments.size() - 1).literal());
  }

  /** The folded segments without the empty one of a trailing slash. */
  List<Segment> trimmed() {
    List<Segment> all = folded().segments;
    return endsInSlash() ? all.subList(0, all.size() - 1) : all;
  }

  PathPattern folded() {
    List<Segment> all = new ArrayList<>(segments.size());
    for (Segment segment : segments) {
      all.add(segment.folded());
    }
    return new PathPattern(text, all, deep, lastGlob == null ? null : lastGlob.folded());
  }

  private boolean match(String[] parts, List<Segment> wanted, @Nullable Glob last) {
    int needed = wanted.size() + (last == null ? 0 : 1);
    if (deep ? parts.length < needed : parts.length != needed) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).matches(parts[i])) {
        return false;
      }
    }
    return last == null || last.matches(parts[parts.length - 1]);
  }

  /**
   * Whether every path of a servlet mapping matches (Servlet 4.0, 12.2; the context path stands in
   * front of mappings that begin with a slash; a trailing slash is the context's default servlet).
   */
  public boolean covers(String mapping) {
    if (universal()) {
      return true;
    }
    if (mapping.startsWith("*.")) {
      return deep && segments.isEmpty() && Folding.fold(mapping).equals(foldedLastGlob());
    }
    if (mapping.endsWith("/*") || mapping.endsWith("/")) {
      String root = mapping.substring(0, mapping.lastIndexOf('/'));
      return deep
          && lastGlob == null
          && matchesAnyReading(root.isEmpty() ? "/" : root)
          && matchesAnyReading(root + "/\u0001");
    }
    return matchesAnyReading(mapping);
  }

  private @Nullable String foldedLastGlob() {
    return lastGlob == null ? null : lastGlob.folded().toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PathPattern && text.equals(((PathPattern) other).text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
