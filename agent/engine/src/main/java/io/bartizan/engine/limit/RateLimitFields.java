package io.bartizan.engine.limit;

import io.bartizan.policy.Limit;
import io.github.bucket4j.ConsumptionProbe;
import java.util.concurrent.TimeUnit;

/**
 * The fields that tell a client its limits (draft-ietf-httpapi-ratelimit-headers-10): quota and
 * window by policy, what remains and when more comes.
 */
final class RateLimitFields {

  private final StringBuilder policy = new StringBuilder();
  private final StringBuilder state = new StringBuilder();

  void add(Limit limit, ConsumptionProbe probe) {
    String separator = policy.length() == 0 ? "" : ", ";
    policy
        .append(separator)
        .append('"')
        .append(limit.name())
        .append("\";q=")
        .append(limit.count())
        .append(";w=")
        .append(seconds(limit.periodNanos()));
    state
        .append(separator)
        .append('"')
        .append(limit.name())
        .append("\";r=")
        .append(probe.getRemainingTokens())
        .append(";t=")
        .append(
            seconds(
                probe.isConsumed()
                    ? probe.getNanosToWaitForReset()
                    : probe.getNanosToWaitForRefill()));
  }

  LimitVerdict within() {
    return new LimitVerdict(null, 0, policy.toString(), state.toString());
  }

  LimitVerdict exhausted(Limit limit, long waitNanos) {
    long seconds = Math.max(1, seconds(waitNanos));
    return new LimitVerdict(limit.name(), seconds, policy.toString(), state.toString());
  }

  /** Whole seconds, rounded up. */
  private static long seconds(long nanos) {
    return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
  }
}
