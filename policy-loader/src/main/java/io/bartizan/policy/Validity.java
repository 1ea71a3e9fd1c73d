package io.bartizan.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a rule binds, and for how long. */
public final class Validity {

  /** Of a rule that binds and does not expire. */
  public static final Validity ALWAYS = new Validity(Mode.ENFORCE, null);

  private final Mode mode;
  private final @Nullable Instant expires;

  /**
   * A value.
   *
   * @param mode {@code OBSERVE} for a rule whose matches are recorded and bind nothing
   * @param expires from when on it is as if the rule were not there; null for never
   */
  public Validity(Mode mode, @Nullable Instant expires) {
    this.mode = mode;
    this.expires = expires;
  }

  /** Whether its matches bind, where the policy's own mode lets them. */
  public boolean binding() {
    return mode == Mode.ENFORCE;
  }

  /** From when on it is as if the rule were not there; null for never. */
  public @Nullable Instant expires() {
    return expires;
  }

  /**
   * Whether it is as if the rule were not there.
   *
   * @param millis a time since the epoch
   */
  public boolean over(long millis) {
    return expires != null && millis >= expires.toEpochMilli();
  }
}
