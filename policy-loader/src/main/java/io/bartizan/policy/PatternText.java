package io.bartizan.policy;

/** What a path pattern's text may not hold, each with how to mend it. */
final class PatternText {

  private PatternText() {}

  static void check(String text) {
    refuse(!text.startsWith("/"), "a path begins with '/': write '/" + text + "'");
    refuse(text.indexOf('?') >= 0, "a path has no query: leave out '?' and what follows");
    refuse(text.indexOf('#') >= 0, "a path has no fragment: leave out '#' and what follows");
    refuse(text.indexOf(';') >= 0, "a path has no parameters: leave out ';' and what follows");
    refuse(text.indexOf('\\') >= 0, "write '/' for a backslash");
    refuse(text.indexOf('%') >= 0, "write the path decoded, without '%'");
    refuse(text.contains("//"), "a path has no empty segments: write one '/'");
    for (String segment : text.split("/")) {
      refuse(
          segment.equals(".") || segment.equals(".."), "a path has no dot segments: resolve them");
    }
    for (int i = 0; i < text.length(); i++) {
      refuse(Character.isISOControl(text.charAt(i)), "a path has no control characters");
    }
  }

  static void checkName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits = Character.isLetterOrDigit(c) || c == '_' || c == '-';
      refuse(!fits, "'{" + name + "}': a variable's name has letters, digits, '_' and '-'");
    }
  }

  private static void refuse(boolean wrong, String how) {
    if (wrong) {
      throw new IllegalArgumentException(how);
    }
  }
}
