package io.bartizan.policy.load;

import org.jspecify.annotations.Nullable;

/** One thing that is wrong with a policy file: what, where, and how to mend it. */
public final class Problem {

  private final Code code;
  private final String file;
  private final int line;
  private final int column;
  private final String message;
  private final @Nullable String hint;

  /**
   * A problem.
   *
   * @param line from 1; 0 where the file as a whole is meant
   * @param column from 1; 0 where the file as a whole is meant
   * @param hint how to mend it; null if the message says it
   */
  Problem(Code code, String file, int line, int column, String message, @Nullable String hint) {
    this.code = code;
    this.file = file;
    this.line = line;
    this.column = column;
    this.message = message;
    this.hint = hint;
  }

  /** The stable code, such as {@code BZ1003}. */
  public String code() {
    return code.name();
  }

  /** The file, as it was asked for. */
  public String file() {
    return file;
  }

  /** The line, from 1; 0 for the file as a whole. */
  public int line() {
    return line;
  }

  /** The column, from 1; 0 for the file as a whole. */
  public int column() {
    return column;
  }

  /** What is wrong. */
  public String message() {
    return message;
  }

  /** How to mend it; null if the message says it. */
  public @Nullable String hint() {
    return hint;
  }

  /** {@code FILE:LINE:COLUMN: error CODE: MESSAGE}, and the hint on a line of its own. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    String first = place + ": error " + code + ": " + message;
    return hint == null ? first : first + "\n  hint: " + hint;
  }
}
