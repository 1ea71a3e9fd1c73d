package io.bartizan.engine;

import io.bartizan.engine.authorization.Ambiguity;
import io.bartizan.engine.authorization.Canonical;
import io.bartizan.engine.authorization.Firewall;
import io.bartizan.gate.Dispatch;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.Enforcement;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is decided is decided for good. Under {@code mode: observe} it is where a rule with
 * {@code mode: enforce} says so; where that can't be told (an ambiguous target, whatever is thrown)
 * it is, too.
 */
final class Enforced {

  private Enforced() {}

  /**
   * Of a request.
   *
   * @param millis when it arrived, since the epoch
   */
  static boolean request(Policy policy, Exchange exchange, long millis) {
    if (policy.mode() != Mode.OBSERVE) {
      return true;
    }
    Enforcement enforcement = policy.enforcement();
    return !enforcement.none() && mayCover(enforcement, exchange, millis);
  }

  private static boolean mayCover(Enforcement enforcement, Exchange exchange, long millis) {
    try {
      String target = exchange.rawTarget();
      String sentHost = exchange.host();
      Ambiguity ambiguity = Firewall.inspect(target, sentHost, exchange.mapsPath());
      if (ambiguity.fault() != null) {
        return true;
      }
      String method = exchange.method();
      String host = Walk.hostName(sentHost);
      int port = exchange.localPort();
      return enforcement.covers(method, host, port, exchange.path(), millis)
          || (!ambiguity.clean()
              && (target == null
                  || enforcement.covers(method, host, port, Canonical.target(target), millis)));
    } catch (Throwable untold) {
      // Nobody knows what it asks for: the walk meets the same, and refuses it.
      return true;
    }
  }

  /** Of a handler that an observed request has come to by the container's or a framework's way. */
  static boolean dispatch(Inquiry inquiry, Dispatch dispatch) {
    if (!inquiry.observing()) {
      return true;
    }
    Enforcement enforcement = inquiry.policy().enforcement();
    return !enforcement.none() && mayCover(enforcement, inquiry, dispatch);
  }

  private static boolean mayCover(Enforcement enforcement, Inquiry inquiry, Dispatch dispatch) {
    try {
      String method = dispatch.method();
      String path = dispatch.path();
      String host = inquiry.host;
      int port = inquiry.exchange.localPort();
      long millis = inquiry.startedMillis;
      if (enforcement.covers(method, host, port, path, millis)
          || enforcement.covers(method, host, port, Canonical.path(path), millis)) {
        return true;
      }
      String @Nullable [] mappings = dispatch.mappings();
      return mappings != null
          && enforcement.coversMapping(method, port, mappings, dispatch.mappedByPath(), millis);
    } catch (Throwable untold) {
      return true;
    }
  }
}
