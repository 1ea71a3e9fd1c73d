package io.bartizan.engine.alert;

/** Alerts that can't go where they should; the message has a code and a hint. */
public final class AlertException extends Exception {

  private static final long serialVersionUID = 1;

  AlertException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
