package io.bartizan.engine.limit;

import io.bartizan.policy.Limit;
import io.github.bucket4j.ConsumptionProbe;
import java.util.concurrent.TimeUnit;

/**
 * The fields that tell a client its limits (draft-ietf-httpapi-ratelimit-headers-10): quota and
 * window by policy, what remains and when more comes.
 */
final class RateLimitFields {

  /** Room for the state of one limit with a name as people give them. */
  private static final int STATE_CHARS = 64;

  private final StringBuilder state = new StringBuilder(STATE_CHARS);
  private String policy = "";

  /** What a limit says of itself, whatever its buckets hold. */
  static String policy(Limit limit) {
    return '"' + limit.name() + "\";q=" + limit.count() + ";w=" + seconds(limit.periodNanos());
  }

  /** What a limit says of a bucket, up to the number that remains. */
  static String state(Limit limit) {
    return '"' + limit.name() + "\";r=";
  }

  void add(Buckets buckets, ConsumptionProbe probe) {
    policy = policy.isEmpty() ? buckets.policyField() : policy + ", " + buckets.policyField();
    state
        .append(state.length() == 0 ? "" : ", ")
        .append(buckets.stateField())
        .append(probe.getRemainingTokens())
        .append(";t=")
        .append(
            seconds(
                probe.isConsumed()
                    ? probe.getNanosToWaitForReset()
                    : probe.getNanosToWaitForRefill()));
  }

  LimitVerdict within() {
    return new LimitVerdict(null, 0, policy, state.toString());
  }

  LimitVerdict exhausted(Limit limit, long waitNanos) {
    long seconds = Math.max(1, seconds(waitNanos));
    return new LimitVerdict(limit.name(), seconds, policy, state.toString());
  }

  /** Whole seconds, rounded up. */
  private static long seconds(long nanos) {
    return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
  }
}
