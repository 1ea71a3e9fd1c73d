package io.bartizan.engine.webhook;

/** A webhook that can't be used; the message is what its operator reads, with a code and a hint. */
public final class WebhookException extends Exception {

  private static final long serialVersionUID = 1;

  WebhookException(String message, Throwable cause) {
    super(message, cause);
  }
}
