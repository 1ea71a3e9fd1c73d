package io.bartizan.engine.audit;

import org.jspecify.annotations.Nullable;

/** A trail that can't be opened; the message says why and what to do. */
public final class AuditException extends Exception {

  private static final long serialVersionUID = 1L;

  AuditException(String message, @Nullable Exception cause) {
    super(message, cause);
  }
}
