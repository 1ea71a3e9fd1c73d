package io.bartizan.netty.http1;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Gate;
import io.bartizan.gate.Judge;
import io.netty.channel.ChannelPipeline;
import org.jspecify.annotations.Nullable;

/**
 * Lets the gate tell what failed in a conversation: the pipeline's handlers must not hear of it.
 */
public final class Failure implements Adapter {

  private static final String POINT = "netty.failure";

  static void tell(ChannelPipeline pipeline, Throwable failed) {
    Gate.leave(POINT, null, pipeline, failed, null);
  }

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return null;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second)
      throws Throwable {
    if (first instanceof Throwable) {
      throw (Throwable) first;
    }
  }
}
