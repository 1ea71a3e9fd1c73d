package io.bartizan.servlet.jetty;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.servlet.PermitAttribute;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/** Decides before Jetty 9.4 to 11 hands a request to its handlers. */
public final class JettyChoke implements Adapter {

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
    return judge.decide(
        new JettyExchange(channel),
        null,
        permit -> {
          channel.getRequest().setAttribute(PermitAttribute.NAME, permit);
          judge.carry(permit);
        });
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
