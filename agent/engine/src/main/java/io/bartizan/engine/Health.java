package io.bartizan.engine;

import org.jspecify.annotations.Nullable;

/** Whether the agent runs as its policy file says, or on the last good state. */
public final class Health {

  private volatile @Nullable String problem;

  Health() {}

  /** Something is wrong; what was good last goes on deciding. */
  public void degraded(String why) {
    problem = why;
  }

  /** All is as it should be. */
  public void good() {
    problem = null;
  }

  /** What is wrong; null if nothing is. */
  public @Nullable String problem() {
    return problem;
  }
}
