package io.bartizan.policy;

/** An ambiguous spelling of a path that a rule may accept ({@code tolerate:}). */
public enum Tolerance {
  /** {@code %2F} and {@code %5C} inside a segment. */
  ENCODED_SLASH("encodedSlash"),
  /** Path parameters other than the session id ({@code ;v=1}). */
  MATRIX("matrix"),
  /** Empty segments ({@code //}). */
  EMPTY_SEGMENT("emptySegment");

  private final String word;

  Tolerance(String word) {
    this.word = word;
  }

  /** The word in the policy file. */
  public String word() {
    return word;
  }
}
