package io.bartizan.engine.audit;

import io.bartizan.policy.Mask;
import java.util.List;

/** Takes values that are masked out of free text, wherever they stand in it by themselves. */
final class Veil {

  private Veil() {}

  /**
   * A text with the sign in the place of each value. One that is part of a longer word is another
   * word: a subject {@code a} takes no letter out of any other.
   */
  static String over(String text, List<String> values) {
    String veiled = text;
    for (String value : values) {
      if (!value.isEmpty() && !value.equals(Mask.SIGN)) {
        veiled = over(veiled, value);
      }
    }
    return veiled;
  }

  private static String over(String text, String value) {
    int at = text.indexOf(value);
    if (at < 0) {
      return text;
    }
    StringBuilder veiled = new StringBuilder(text.length());
    int done = 0;
    for (; at >= 0; at = text.indexOf(value, at)) {
      int end = at + value.length();
      if (inWord(text, at) || inWord(text, end)) {
        at++;
      } else {
        veiled.append(text, done, at).append(Mask.SIGN);
        done = end;
        at = end;
      }
    }
    return veiled.append(text, done, text.length()).toString();
  }

  /** Whether a word goes on over this place. */
  private static boolean inWord(String text, int at) {
    return at > 0
        && at < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at));
  }
}
