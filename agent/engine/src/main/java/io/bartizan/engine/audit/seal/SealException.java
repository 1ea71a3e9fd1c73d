package io.bartizan.engine.audit.seal;

import org.jspecify.annotations.Nullable;

/** A key, a line or a note that can't be used; the message says why, for people. */
public class SealException extends Exception {

  private static final long serialVersionUID = 1L;

  SealException(String message) {
    super(message);
  }

  SealException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What is wrong. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
