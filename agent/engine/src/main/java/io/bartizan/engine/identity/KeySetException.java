package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** A key set that can't be used; the message says which and why. */
public final class KeySetException extends Exception {

  private static final long serialVersionUID = 1L;

  KeySetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
