package io.bartizan.gate;

import org.jspecify.annotations.Nullable;

/** What stands behind the gate. Installed once by the agent. */
public interface Core {

  /** See {@link Gate#enter}. A throw counts as a refusal. */
  @Nullable Object enter(
      String point,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Throwable;

  /** See {@link Gate#leave}. */
  void leave(
      String point,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second)
      throws Throwable;

  /** Whether the policy says {@code mode: observe}, so that what fails lets a request pass. */
  boolean observing();

  /** Tells that a join point failed with what was thrown; must not throw. */
  void failed(String point, Throwable thrown);

  /**
   * Answers 503 for the request that this thread runs under, or else for the one whose permit a
   * join point's request carries: the join point failed, and its own objects perhaps can't be
   * answered. A throw costs the answer its status.
   *
   * @param request the first object of the join point
   * @return whether there was such a request
   */
  default boolean abandon(@Nullable Object request) throws Throwable {
    return false;
  }
}
