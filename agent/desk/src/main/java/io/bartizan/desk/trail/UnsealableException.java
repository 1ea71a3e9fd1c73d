package io.bartizan.desk.trail;

import java.io.IOException;

/** A sealed log can't be read by the keys that were given. */
public final class UnsealableException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final String reason;

  UnsealableException(String file, String reason) {
    super(file + ": " + reason);
    this.file = file;
    this.reason = reason;
  }

  /** The log. */
  public String file() {
    return file;
  }

  /** Why not, in words. */
  public String reason() {
    return reason;
  }
}
