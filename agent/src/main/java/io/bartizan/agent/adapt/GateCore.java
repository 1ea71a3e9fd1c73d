package io.bartizan.agent.adapt;

import io.bartizan.gate.Core;
import io.bartizan.gate.Judge;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind the gate: leads each join point to its adapter, with the engine as judge. */
public final class GateCore implements Core {

  private static final Logger LOG = LoggerFactory.getLogger(GateCore.class);

  private static final String LISTEN = ".listen";

  private final Adapters adapters = new Adapters();
  private final Judge judge;
  private final BooleanSupplier observing;
  private final Runnable entry;
  private final BiConsumer<String, Class<?>> listening;

  /**
   * A core.
   *
   * @param observing whether the policy in force only observes
   * @param entry told of each request that is let in at a choke point
   * @param listening told of each connector that listens, before it is: its server and its class
   */
  public GateCore(
      Judge judge,
      BooleanSupplier observing,
      Runnable entry,
      BiConsumer<String, Class<?>> listening) {
    this.judge = judge;
    this.observing = observing;
    this.entry = entry;
    this.listening = listening;
  }

  @Override
  public @Nullable Object enter(
      String point,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Throwable {
    Adapters.Post post = adapters.post(point);
    Object entered = post.adapter(self, first).enter(judge, self, first, second, third);
    if (entered != null && post.decides()) {
      entry.run();
    }
    return entered;
  }

  @Override
  public void leave(
      String point,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second)
      throws Throwable {
    if (point.endsWith(LISTEN)) {
      listening.accept(point.substring(0, point.length() - LISTEN.length()), self.getClass());
    }
    adapters.post(point).adapter(self, first).leave(judge, entered, self, first, second);
  }

  @Override
  public boolean observing() {
    return observing.getAsBoolean();
  }

  @Override
  public void failed(String point, Throwable thrown) {
    if (observing() && adapters.decides(point)) {
      // While observing, what fails lets its request in: without a permit, and the numbers say so.
      entry.run();
    }
    LOG.error("the join point {} failed", point, thrown);
  }
}
