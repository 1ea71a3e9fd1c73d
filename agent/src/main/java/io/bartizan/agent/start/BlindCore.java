package io.bartizan.agent.start;

import io.bartizan.gate.Core;
import org.jspecify.annotations.Nullable;

/** Behind the gate where observing was asked for and nothing could be started: all passes. */
final class BlindCore implements Core {

  @Override
  public Object enter(
      String point,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return this;
  }

  @Override
  public void leave(
      String point,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // There is nothing to record to.
  }

  @Override
  public boolean observing() {
    return true;
  }

  @Override
  public void failed(String point, Throwable thrown) {
    // Nothing fails here.
  }
}
