package io.bartizan.policy.load;

import java.util.Locale;

/** "Did you mean": the nearest of the known words. */
public final class Suggestion {

  /** A word is near if at most one in so many of its letters differs. */
  private static final int NEAR = 2;

  private Suggestion() {}

  /** A hint: the nearest word if there is a near one, otherwise all of them. */
  static String among(String word, String... known) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return least <= Math.max(1, nearest.length() / NEAR)
        ? "did you mean '" + nearest + "'?"
        : "possible here: " + String.join(", ", known);
  }

  /** Levenshtein's distance (1966). Words are bounded: a longer one is like nothing known. */
  public static int distance(String a, String b) {
    if (a.length() > 64) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
