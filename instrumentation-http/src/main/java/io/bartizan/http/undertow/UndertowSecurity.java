package io.bartizan.http.undertow;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.undertow.security.api.SecurityContext;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;

/** Has the security context that an exchange was given know whom the exchange comes from. */
public final class UndertowSecurity implements Adapter {

  @Override
  public Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    throw new UnsupportedOperationException("only a context that is in place comes here");
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    UndertowExchange known = ((HttpServerExchange) self).getAttachment(UndertowRoot.KEY);
    UndertowAccount account = known == null ? null : known.account();
    if (account != null && first instanceof SecurityContext) {
      account.complete((SecurityContext) first);
    }
  }
}
