package io.bartizan.engine.authorization;

import io.bartizan.policy.Tolerance;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * The ambiguity firewall: looks at the raw request target for spellings that two readers could read
 * as two paths (RFC 3986, 6.2; RFC 9110, 4.2.3). What every reader reads alike passes.
 */
public final class Firewall {

  /** Longer targets are refused: containers stop at 8 KiB by default, legacy ones were raised. */
  static final int MAX_TARGET = 64 * 1024;

  /** The one path parameter that containers themselves write into links (Servlet 4.0, 7.1.3). */
  private static final String SESSION_ID = "jsessionid=";

  private static final boolean[] UNRESERVED = unreserved();

  private Firewall() {}

  /** Inspects a target that a container maps; see {@link #inspect(String, String, boolean)}. */
  static Ambiguity inspect(@Nullable String target, @Nullable String host) {
    return inspect(target, host, true);
  }

  /**
   * Inspects a target.
   *
   * @param target as sent; null where the container does not tell it, which is not ambiguous
   * @param host as sent in {@code Host} or {@code :authority}; null if absent
   * @param mapped whether a container maps the path. Where the application reads it, nobody knows
   *     whether it decodes before it cuts the query, and nobody cuts a session id
   */
  public static Ambiguity inspect(@Nullable String target, @Nullable String host, boolean mapped) {
    if (target == null) {
      return Ambiguity.NONE;
    }
    if (target.length() > MAX_TARGET) {
      return Ambiguity.fault("target too long");
    }
    if (target.equals("*")) {
      return Ambiguity.NONE;
    }
    String path = target;
    if (!target.startsWith("/")) {
      int authority = absoluteForm(target);
      if (authority < 0) {
        return Ambiguity.fault("target is neither a path nor an absolute http form");
      }
      int slash = endOfAuthority(target, authority);
      if (host == null || !target.substring(authority, slash).equalsIgnoreCase(host)) {
        return Ambiguity.fault("authority differs from host");
      }
      if (!mapped && slash < target.length() && target.charAt(slash) == '?') {
        return Ambiguity.fault("query without a path");
      }
      path =
          slash == target.length() || target.charAt(slash) == '?' ? "/" : target.substring(slash);
    }
    return inspectPath(path, mapped);
  }

  private static int absoluteForm(String target) {
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      return 7;
    }
    return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
  }

  private static int endOfAuthority(String target, int from) {
    for (int i = from; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/' || c == '?') {
        return i;
      }
    }
    return target.length();
  }

  private static Ambiguity inspectPath(String path, boolean mapped) {
    return plain(path) ? Ambiguity.NONE : inspectClosely(path, mapped);
  }

  /**
   * Whether the path is as nearly all are: unreserved characters in segments that are not empty and
   * don't begin with a dot. Nothing in it can be read in two ways.
   */
  private static boolean plain(String path) {
    boolean begins = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '?') {
        return true;
      }
      if (c == '/' ? begins : c >= UNRESERVED.length || !UNRESERVED[c] || begins && c == '.') {
        return false;
      }
      begins = c == '/';
    }
    return true;
  }

  /** RFC 3986, 2.3. */
  private static boolean[] unreserved() {
    boolean[] known = new boolean[128];
    for (char c = 0; c < known.length; c++) {
      known[c] =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || "-._~".indexOf(c) >= 0;
    }
    return known;
  }

  /** As {@link #inspect}, character by character. */
  static Ambiguity inspectClosely(String path, boolean mapped) {
    EnumSet<Tolerance> spellings = EnumSet.noneOf(Tolerance.class);
    int end = path.indexOf('?');
    int length = end < 0 ? path.length() : end;
    int segment = 1;
    for (int i = 0; i < length; i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7f) {
        return Ambiguity.fault("control or raw non-ASCII character");
      }
      if (c == '\\' || c == '#') {
        return Ambiguity.fault(c == '#' ? "fragment" : "backslash");
      }
      if (c == '/' && i > 0) {
        String fault = segment(path, segment, i, false, mapped, spellings);
        if (fault != null) {
          return Ambiguity.fault(fault);
        }
        segment = i + 1;
      }
    }
    String fault = segment(path, segment, length, true, mapped, spellings);
    return fault == null ? Ambiguity.spellings(spellings) : Ambiguity.fault(fault);
  }

  /** One segment, from inclusive to exclusive; null if nothing is wrong beyond tolerance. */
  private static @Nullable String segment(
      String path, int from, int to, boolean last, boolean mapped, EnumSet<Tolerance> spellings) {
    if (from >= to) {
      if (!last) {
        spellings.add(Tolerance.EMPTY_SEGMENT);
      }
      return null;
    }
    int name = from;
    while (name < to && path.charAt(name) != ';') {
      name++;
    }
    if (name < to && !(last && mapped && sessionId(path, name + 1, to))) {
      spellings.add(Tolerance.MATRIX);
    }
    if (name < to && name == from && !last) {
      spellings.add(Tolerance.EMPTY_SEGMENT);
    }
    String fault = Octets.check(path, from, to, spellings);
    if (fault != null) {
      return fault;
    }
    if (!mapped && Octets.delimiter(path, from, to)) {
      return "encoded delimiter";
    }
    return Octets.onlyDots(path, from, name) ? "dot segment" : null;
  }

  private static boolean sessionId(String path, int from, int to) {
    if (!path.regionMatches(true, from, SESSION_ID, 0, SESSION_ID.length())) {
      return false;
    }
    for (int i = from + SESSION_ID.length(); i < to; i++) {
      char c = path.charAt(i);
      boolean plain =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || "-_.!~+*".indexOf(c) >= 0;
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
