package io.bartizan.engine.revocation;

/**
 * The file that revocations are kept in can't be used; the message says which, why and what to do.
 */
public final class JournalException extends Exception {

  private static final long serialVersionUID = 1L;

  JournalException(String file, String why, String hint, Throwable cause) {
    super(
        "error BZ2031: revocations can't be kept in " + file + ": " + why + "\n  hint: " + hint,
        cause);
  }

  JournalException(String file, String why, String hint) {
    super("error BZ2031: revocations can't be kept in " + file + ": " + why + "\n  hint: " + hint);
  }
}
