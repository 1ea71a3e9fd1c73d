package io.bartizan.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a rule binds, and for how long. */
public final class Validity {

  /** Of a rule that binds and does not expire. */
  public static final Validity ALWAYS = new Validity(null, null);

  private final @Nullable Mode mode;
  private final @Nullable Instant expires;

  /**
   * A value.
   *
   * @param mode {@code OBSERVE} for a rule whose matches are recorded and bind nothing, {@code
   *     ENFORCE} for one that binds while the policy observes; null for the policy's own
   * @param expires from when on it is as if the rule were not there; null for never
   */
  public Validity(@Nullable Mode mode, @Nullable Instant expires) {
    this.mode = mode;
    this.expires = expires;
  }

  /** Whether its matches bind, where the policy's own mode lets them. */
  public boolean binding() {
    return mode != Mode.OBSERVE;
  }

  /** Whether what it names is decided for good even while the policy observes. */
  public boolean enforcing() {
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
