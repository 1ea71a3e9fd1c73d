package io.bartizan.engine.audit;

import org.jspecify.annotations.Nullable;

/**
 * Values as they may stand in a log: bounded, and without what could act on a reader's terminal or
 * turn text around (control, format and bidirectional characters, lone surrogates).
 */
public final class LogSafe {

  private LogSafe() {}

  /**
   * The value with such characters written as {@code \\uXXXX}, cut after a number of characters.
   */
  public static @Nullable String of(@Nullable String value, int max) {
    if (value == null) {
      return null;
    }
    int end = Math.min(value.length(), max);
    int plain = plain(value, end);
    if (plain == value.length()) {
      return value;
    }
    StringBuilder safe = null;
    for (int i = plain; i < end; i++) {
      char c = value.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < end
              && Character.isLowSurrogate(value.charAt(i + 1));
      if (pair) {
        if (safe != null) {
          safe.append(c).append(value.charAt(i + 1));
        }
        i++;
      } else if (harmful(c)) {
        if (safe == null) {
          safe = new StringBuilder(end + 16).append(value, 0, i);
        }
        safe.append(String.format("\\u%04x", (int) c));
      } else if (safe != null) {
        safe.append(c);
      }
    }
    String text = safe == null ? value.substring(0, end) : safe.toString();
    return end < value.length() ? text + "..." : text;
  }

  /** Where the first character stands that is not of ASCII's printable ones: most have none. */
  private static int plain(String value, int end) {
    int at = 0;
    while (at < end && value.charAt(at) >= ' ' && value.charAt(at) < 0x7f) {
      at++;
    }
    return at;
  }

  private static boolean harmful(char c) {
    if (c < 0x7f) {
      return c < ' ';
    }
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.SURROGATE:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
        return true;
      default:
        return false;
    }
  }
}
