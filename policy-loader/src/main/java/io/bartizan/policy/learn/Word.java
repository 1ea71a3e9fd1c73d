package io.bartizan.policy.learn;

import java.util.Locale;

/** Which texts of a trail may stand in a policy, and how they are written there. */
final class Word {

  /** What the trail cut is longer, and what it is not whole names somebody else. */
  private static final int MAX = 256;

  private Word() {}

  /** Whether it is printable and whole: neither cut nor escaped by whoever recorded it. */
  static boolean plain(String text) {
    return !text.isEmpty() && plain(text, MAX);
  }

  /** The same with another bound on its length. */
  static boolean plain(String text, int max) {
    if (text.length() > max || text.indexOf('\\') >= 0) {
      return false;
    }
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (hidden(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /** Whether a role's name means that role in {@code who}, and not somebody else. */
  static boolean role(String name) {
    return plain(name)
        && name.indexOf(':') < 0
        && !name.equals("anyone")
        && !name.equals("authenticated")
        && name.trim().equals(name);
  }

  private static boolean hidden(int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL:
      case Character.FORMAT:
      case Character.SURROGATE:
      case Character.PRIVATE_USE:
      case Character.UNASSIGNED:
      case Character.LINE_SEPARATOR:
      case Character.PARAGRAPH_SEPARATOR:
        return true;
      default:
        return false;
    }
  }

  /** A scalar of YAML 1.2: plain where nobody could read it otherwise, else in double quotes. */
  static String yaml(String text) {
    if (text.matches("[/A-Za-z][/A-Za-z0-9._-]*") && !text.matches("(?i)null|true|false|yes|no")) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** A text as it may stand in a comment: on one line, and nothing that turns text around. */
  static String comment(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      safe.appendCodePoint(hidden(c) ? '?' : c);
      i += Character.charCount(c);
    }
    return safe.toString();
  }

  /** A count with its noun. */
  static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d ", number) + (number == 1 ? one : many);
  }
}
