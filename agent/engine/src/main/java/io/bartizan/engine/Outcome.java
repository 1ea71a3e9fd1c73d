package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of a stated request. */
public final class Outcome {

  /** The kinds. */
  public enum Kind {
    /** Permitted. */
    PERMITTED,
    /** Permitted if the handler is one that a matching allow asks for, which was not stated. */
    POSSIBLE,
    /** Refused. */
    REFUSED
  }

  private final Kind kind;
  private final int status;
  private final String reason;
  private final @Nullable String rule;

  private Outcome(Kind kind, int status, String reason, @Nullable String rule) {
    this.kind = kind;
    this.status = status;
    this.reason = reason;
    this.rule = rule;
  }

  static Outcome refused(Refusal refusal) {
    return new Outcome(Kind.REFUSED, refusal.status(), refusal.reason(), refusal.rule());
  }

  static Outcome possible() {
    return new Outcome(Kind.POSSIBLE, 0, "depends on the handler", null);
  }

  static Outcome permitted(@Nullable String rule) {
    return new Outcome(Kind.PERMITTED, 0, "rule", rule);
  }

  /** The kind. */
  public Kind kind() {
    return kind;
  }

  /** The status of the refusal; 0 where there is none. */
  public int status() {
    return status;
  }

  /** Why, as the audit trail says it; {@code rule} where one decided. */
  public String reason() {
    return reason;
  }

  /** The rule that decided; null where none did. */
  public @Nullable String rule() {
    return rule;
  }
}
