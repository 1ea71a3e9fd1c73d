package io.bartizan.agent.adapt;

import io.bartizan.gate.Core;
import io.bartizan.gate.Judge;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind the gate: leads each join point to its adapter, with the engine as judge. */
public final class GateCore implements Core {

  private static final Logger LOG = LoggerFactory.getLogger(GateCore.class);

  private final Adapters adapters = new Adapters();
  private final Judge judge;
  private final BooleanSupplier observing;

  /**
   * A core.
   *
   * @param observing whether the policy in force only observes
   */
  public GateCore(Judge judge, BooleanSupplier observing) {
    this.judge = judge;
    this.observing = observing;
  }

  @Override
  public @Nullable Object enter(
      String point,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws Throwable {
    return adapters.find(point, self, first).enter(judge, self, first, second, third);
  }

  @Override
  public void leave(
      String point,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second)
      throws Throwable {
    adapters.find(point, self, first).leave(judge, entered, self, first, second);
  }

  @Override
  public boolean observing() {
    return observing.getAsBoolean();
  }

  @Override
  public void failed(String point, Throwable thrown) {
    LOG.error("the join point {} failed", point, thrown);
  }
}
