package io.bartizan.desk.trail;

import java.io.IOException;

/** The records of a log are encrypted, and nothing was given to read them by. */
public final class EncryptedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String file;

  EncryptedException(String file) {
    super("the records of " + file + " are encrypted");
    this.file = file;
  }

  /** The log. */
  public String file() {
    return file;
  }
}
