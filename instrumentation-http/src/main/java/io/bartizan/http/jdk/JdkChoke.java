package io.bartizan.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import org.jspecify.annotations.Nullable;

/** Decides when a request enters its first chain. */
public final class JdkChoke implements Adapter {

  /** What it comes by. */
  static final String POINT = "jdkhttp.request";

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof HttpExchange)) {
      throw new IllegalArgumentException("not an exchange of the JDK's server");
    }
    return judge.decide(new JdkExchange((HttpExchange) first));
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // The chain that it was decided for ends it.
  }
}
