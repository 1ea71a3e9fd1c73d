package io.bartizan.engine;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the gate is shut: a server was found that can't be protected, and so nothing is served
 * until the process is started anew.
 */
public final class Closure {

  /** Servers of one JVM; more reasons than this add nothing. */
  private static final int MAX_REASONS = 16;

  private final Set<String> reasons = Collections.synchronizedSet(new LinkedHashSet<>());
  private volatile @Nullable String reason;

  Closure() {}

  /** Refuses every request from now on. */
  public void shut(String why) {
    if (reasons.size() < MAX_REASONS) {
      reasons.add(why);
    }
    synchronized (reasons) {
      reason = String.join("; ", reasons);
    }
  }

  /** Why nothing is served; null while all is well. */
  public @Nullable String reason() {
    return reason;
  }
}
