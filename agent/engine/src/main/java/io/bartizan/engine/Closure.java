package io.bartizan.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the gate is shut: a server was found that can't be protected, and so nothing is served
 * until the process is started anew. A policy that only observes is told and not held up; if it is
 * replaced by one that enforces, the gate is shut then.
 */
public final class Closure {

  /** Connectors of one JVM; more reasons than this add nothing. */
  private static final int MAX_REASONS = 16;

  private final Set<String> reasons = new LinkedHashSet<>();
  private volatile @Nullable String reason;

  Closure() {}

  /**
   * Refuses every request from now on.
   *
   * @return whether this reason is a new one, and worth telling
   */
  public synchronized boolean shut(String why) {
    if (reasons.size() >= MAX_REASONS || !reasons.add(why)) {
      return false;
    }
    reason = String.join("; ", reasons);
    return true;
  }

  /** Why nothing is served; null while all is well. */
  public @Nullable String reason() {
    return reason;
  }
}
