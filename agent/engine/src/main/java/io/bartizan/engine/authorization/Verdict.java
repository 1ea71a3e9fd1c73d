package io.bartizan.engine.authorization;

import io.bartizan.policy.Rule;
import org.jspecify.annotations.Nullable;

/** What the rules say of a request. */
public final class Verdict {

  /** The kinds. */
  public enum Kind {
    /** An allow matched and no deny did. */
    ALLOWED,
    /** No allow matched but those that ask for the handler, which nobody knows yet. */
    POSSIBLE,
    /** A deny matched. */
    DENIED,
    /** No allow matched. */
    UNMATCHED,
    /** The target is ambiguous, and no matching allow tolerates it. */
    AMBIGUOUS
  }

  private static final Verdict POSSIBLE = new Verdict(Kind.POSSIBLE, null, null);
  private static final Verdict UNMATCHED = new Verdict(Kind.UNMATCHED, null, null);

  private final Kind kind;
  private final @Nullable Rule rule;
  private final @Nullable Ambiguity ambiguity;

  private Verdict(Kind kind, @Nullable Rule rule, @Nullable Ambiguity ambiguity) {
    this.kind = kind;
    this.rule = rule;
    this.ambiguity = ambiguity;
  }

  static Verdict allowed(Rule rule) {
    return new Verdict(Kind.ALLOWED, rule, null);
  }

  static Verdict possible() {
    return POSSIBLE;
  }

  static Verdict denied(Rule rule) {
    return new Verdict(Kind.DENIED, rule, null);
  }

  static Verdict unmatched() {
    return UNMATCHED;
  }

  static Verdict ambiguous(Ambiguity ambiguity) {
    return new Verdict(Kind.AMBIGUOUS, null, ambiguity);
  }

  /** The kind. */
  public Kind kind() {
    return kind;
  }

  /** The first rule in file order that decided; null where none did. */
  public @Nullable Rule rule() {
    return rule;
  }

  /** What is ambiguous; null unless that is the verdict. */
  public @Nullable Ambiguity ambiguity() {
    return ambiguity;
  }
}
