package io.bartizan.gate;

import org.jspecify.annotations.Nullable;

/** What one join point does, written against a container's own types. */
public interface Adapter {

  /**
   * Before the woven method's body.
   *
   * @return anything to let the body run (it comes back in {@link #leave}), null to skip it
   */
  @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Throwable;

  /** After the woven method's body, or after it was skipped: {@code entered} is null then. */
  void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second)
      throws Throwable;
}
