package io.bartizan.agent.start;

/** Why the agent can't start, for the eyes of a person. */
final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean observe;

  StartException(String message, boolean observe, Throwable cause) {
    super(message, cause);
    this.observe = observe;
  }

  /**
   * Whether {@code mode: observe} was asked for, so that the application must start all the same.
   */
  boolean observe() {
    return observe;
  }
}
