package io.bartizan.servlet.jetty;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.servlet.PermitAttribute;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/** Asks whether a permit extends to where an asynchronous dispatch goes. */
public final class JettyAsync implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof HttpChannel)) {
      throw new IllegalArgumentException("not Jetty's channel");
    }
    HttpChannel channel = (HttpChannel) first;
    Permit permit = judge.open(channel.getRequest().getAttribute(PermitAttribute.NAME));
    if (permit == null) {
      return judge.unprotected("asynchronous dispatch", new JettyExchange(channel)) ? self : null;
    }
    if (!judge.extend(permit, new JettyDispatch(channel))) {
      return null;
    }
    judge.carry(permit);
    return permit;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    judge.carry(null);
    // The end of a request is a join point of its own: JettyEnd.
  }
}
