package io.bartizan.engine.secevent;

/** The port for what is sent to the agent can't be opened; the message says which and why. */
public final class ListenException extends Exception {

  private static final long serialVersionUID = 1L;

  ListenException(String message, Throwable cause) {
    super(message, cause);
  }
}
