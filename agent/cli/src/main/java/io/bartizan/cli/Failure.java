package io.bartizan.cli;

import org.jspecify.annotations.Nullable;

/** Why a command can't go on: what, where, how to mend it, and its stable code. */
public final class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final @Nullable String place;
  private final @Nullable String hint;
  private final int exit;

  /**
   * A failure.
   *
   * @param exit one of {@link Exit}
   * @param code the stable code, such as {@code BZ5002}; it has a page under docs/errors
   * @param place the file, or {@code FILE:LINE:COLUMN}; null where there is none
   * @param hint how to mend it; null if the message says it
   */
  public Failure(
      int exit, String code, @Nullable String place, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.exit = exit;
    this.code = code;
    this.place = place;
    this.hint = hint;
  }

  /** What the process ends with. */
  public int exit() {
    return exit;
  }

  /** {@code PLACE: error CODE: MESSAGE}, and the hint on a line of its own, as a policy's are. */
  String told() {
    String first = (place == null ? "bartizan" : place) + ": error " + code + ": " + getMessage();
    return hint == null ? first : first + "\n  hint: " + hint;
  }
}
