package io.bartizan.engine.limit;

import org.jspecify.annotations.Nullable;

/** Whether a request is within its limits, and what the client is told of them. */
public final class LimitVerdict {

  static final LimitVerdict UNLIMITED = new LimitVerdict(null, 0, "", "");

  private final @Nullable String limit;
  private final long retryAfterSeconds;
  private final String rateLimitPolicy;
  private final String rateLimit;

  LimitVerdict(
      @Nullable String limit, long retryAfterSeconds, String rateLimitPolicy, String rateLimit) {
    this.limit = limit;
    this.retryAfterSeconds = retryAfterSeconds;
    this.rateLimitPolicy = rateLimitPolicy;
    this.rateLimit = rateLimit;
  }

  /** Whether every limit had a token. */
  public boolean permitted() {
    return limit == null;
  }

  /** The limit that is exhausted; null if none is. */
  public @Nullable String limit() {
    return limit;
  }

  /** Seconds until it has a token again, at least 1; 0 if none is exhausted. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** The {@code RateLimit-Policy} field (draft-ietf-httpapi-ratelimit-headers-10); may be empty. */
  public String rateLimitPolicy() {
    return rateLimitPolicy;
  }

  /** The {@code RateLimit} field of the same draft; may be empty. */
  public String rateLimit() {
    return rateLimit;
  }
}
