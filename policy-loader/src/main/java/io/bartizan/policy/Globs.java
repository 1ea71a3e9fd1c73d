package io.bartizan.policy;

/** Globs within one segment: {@code *} stands for any characters. */
final class Globs {

  private Globs() {}

  /** Whether a segment matches; an empty one matches nothing. Linear in the product at worst. */
  static boolean match(String glob, String segment) {
    if (segment.isEmpty()) {
      return false;
    }
    if (glob.equals("*")) {
      return true;
    }
    int g = 0;
    int star = -1;
    int retry = 0;
    for (int s = 0; s < segment.length(); ) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        retry = s;
      } else if (g < glob.length() && glob.charAt(g) == segment.charAt(s)) {
        g++;
        s++;
      } else if (star >= 0) {
        g = star + 1;
        s = ++retry;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
