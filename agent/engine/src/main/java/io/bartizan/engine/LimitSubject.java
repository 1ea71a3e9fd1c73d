package io.bartizan.engine;

import io.bartizan.engine.identity.Principal;
import io.bartizan.engine.limit.Limiter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the limits may count by. */
final class LimitSubject implements Limiter.Subject {

  private final @Nullable Principal principal;
  private final byte[] client;

  LimitSubject(@Nullable Principal principal, byte[] client) {
    this.principal = principal;
    this.client = client;
  }

  @Override
  public byte @Nullable [] principalKey() {
    return principal == null ? null : principal.key();
  }

  @Override
  public byte[] clientAddress() {
    return client;
  }

  @Override
  public @Nullable String claim(List<String> path) {
    return principal == null ? null : principal.claims().text(path);
  }
}
