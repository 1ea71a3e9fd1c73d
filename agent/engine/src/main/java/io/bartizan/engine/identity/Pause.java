package io.bartizan.engine.identity;

import org.jspecify.annotations.Nullable;

/** How a request waits for keys: its thread stands still, unless the request can step aside. */
interface Pause {

  /** Its thread stands still. */
  Pause STANDING = () -> null;

  /**
   * Has the request step aside.
   *
   * @return what takes it up again, on any thread; null if its thread is to stand still
   */
  @Nullable Runnable begin();
}
