package io.bartizan.agent.adapt;

import io.bartizan.gate.Core;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
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
  private final Entry entry;

  /** Told of each request that is let in at a choke point. */
  public interface Entry {

    /** A request goes in, with an open permit or without. */
    void in(boolean permitted);
  }

  /**
   * A core.
   *
   * @param observing whether the policy in force only observes
   */
  public GateCore(Judge judge, BooleanSupplier observing, Entry entry) {
    this.judge = judge;
    this.observing = observing;
    this.entry = entry;
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
      entry.in(judge.open(entered) != null);
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
      entry.in(false);
    }
    LOG.error("the join point {} failed", point, thrown);
  }

  @Override
  public boolean abandon(@Nullable Object request) {
    Permit permit = judge.current();
    if (permit == null) {
      // The thread is another than the one that decided, and the guard that would have said whose
      // permit it runs under is the one that failed.
      permit = judge.open(CarriedPermit.of(request));
    }
    if (permit == null) {
      return false;
    }
    judge.fail(permit);
    return true;
  }
}
