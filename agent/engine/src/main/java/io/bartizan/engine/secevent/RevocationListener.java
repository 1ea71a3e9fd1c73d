package io.bartizan.engine.secevent;

import org.jspecify.annotations.Nullable;

/** Who is told of what came in, whether it was believed or not. Called on any thread. */
public interface RevocationListener {

  /**
   * Tokens were taken back, or an attempt to.
   *
   * @param what a line for the audit trail
   * @param taken whether they are refused from now on
   * @param subject whom the line names, so that it can be masked; null if nobody
   */
  void told(String what, boolean taken, @Nullable String subject);
}
