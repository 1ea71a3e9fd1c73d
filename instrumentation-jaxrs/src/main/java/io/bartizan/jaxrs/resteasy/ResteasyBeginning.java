package io.bartizan.jaxrs.resteasy;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.jaxrs.ResourceGuard;
import java.util.Collection;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Binds the permit that Netty's event loop runs under to the requests that RESTEasy has just made:
 * another thread processes them.
 */
public final class ResteasyBeginning implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    return self;
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    Permit permit = judge.current();
    if (permit == null || !(first instanceof Collection)) {
      return;
    }
    for (Object made : (Collection<?>) first) {
      if (made instanceof HttpRequest) {
        ((HttpRequest) made).setAttribute(ResourceGuard.PERMIT, permit);
      }
    }
  }
}
