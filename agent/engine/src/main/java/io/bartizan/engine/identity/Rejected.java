package io.bartizan.engine.identity;

/**
 * Thrown by the strict front where a token is not what it must be. Carries no stack: it is cheap.
 */
final class Rejected extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  Rejected(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** The word for the audit trail. */
  String reason() {
    return reason;
  }
}
