package io.bartizan.servlet.jetty;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.servlet.PermitAttribute;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/** Finishes the permit of a request that a channel has completed. */
public final class JettyEnd implements Adapter {

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    throw new UnsupportedOperationException("only the end of a request comes here");
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    HttpChannel channel = (HttpChannel) self;
    Permit permit = judge.open(channel.getRequest().getAttribute(PermitAttribute.NAME));
    if (permit != null) {
      judge.finish(permit);
    }
  }
}
