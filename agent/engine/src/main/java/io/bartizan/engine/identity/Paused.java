package io.bartizan.engine.identity;

/**
 * A request has stepped aside until keys are there, or are not to be had: its decision ends here
 * without an outcome, and is made anew then.
 */
public final class Paused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Paused() {
    super("waits for keys", null, false, false);
  }
}
