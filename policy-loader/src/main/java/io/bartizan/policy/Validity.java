package io.bartizan.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a rule binds, for whom of those whom it means, and for how long. */
public final class Validity {

  /** Of a rule that binds and does not expire. */
  public static final Validity ALWAYS = new Validity(null, null, Sample.ALL);

  private final @Nullable Mode mode;
  private final @Nullable Instant expires;
  private final Sample sample;

  /**
   * A value.
   *
   * @param mode {@code OBSERVE} for a rule whose matches are recorded and bind nothing, {@code
   *     ENFORCE} for one that binds while the policy observes; null for the policy's own
   * @param expires from when on it is as if the rule were not there; null for never
   * @param sample for whom it binds; for all others its matches are recorded only
   */
  public Validity(@Nullable Mode mode, @Nullable Instant expires, Sample sample) {
    this.mode = mode;
    this.expires = expires;
    this.sample = sample;
  }

  /** Whether its matches bind, where the policy's own mode lets them. */
  public boolean binding() {
    return mode != Mode.OBSERVE;
  }

  /** Whether what it names is decided for good even while the policy observes. */
  public boolean enforcing() {
    return mode == Mode.ENFORCE;
  }

  /** For whom of those whom it means it binds. */
  public Sample sample() {
    return sample;
  }

  /** The same for all others, for whom its matches are recorded only. */
  Validity others() {
    return new Validity(mode, expires, sample.others());
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
