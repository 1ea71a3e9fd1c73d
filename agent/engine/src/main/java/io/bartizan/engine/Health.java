package io.bartizan.engine;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Whether the agent runs as its policy file says, or on the last good state. */
public final class Health {

  private final BiConsumer<String, Boolean> told;
  private volatile @Nullable String problem;

  /**
   * All is well.
   *
   * @param told hears of each change: what it is, and whether all is well after it
   */
  Health(BiConsumer<String, Boolean> told) {
    this.told = told;
  }

  /** Something is wrong; what was good last goes on deciding. */
  public synchronized void degraded(String why) {
    boolean news = !why.equals(problem);
    problem = why;
    if (news) {
      told.accept("degraded: " + why, false);
    }
  }

  /** All is as it should be. */
  public synchronized void good() {
    boolean news = problem != null;
    problem = null;
    if (news) {
      told.accept("good again", true);
    }
  }

  /** What is wrong; null if nothing is. */
  public @Nullable String problem() {
    return problem;
  }
}
