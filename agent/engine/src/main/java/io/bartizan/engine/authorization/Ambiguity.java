package io.bartizan.engine.authorization;

import io.bartizan.policy.Tolerance;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the firewall found in a raw request target: nothing, spellings that a rule may tolerate, or
 * a fault that no rule may.
 */
public final class Ambiguity {

  static final Ambiguity NONE = new Ambiguity(null, EnumSet.noneOf(Tolerance.class));

  private final @Nullable String fault;
  private final EnumSet<Tolerance> spellings;

  private Ambiguity(@Nullable String fault, EnumSet<Tolerance> spellings) {
    this.fault = fault;
    this.spellings = spellings;
  }

  static Ambiguity fault(String fault) {
    return new Ambiguity(fault, EnumSet.noneOf(Tolerance.class));
  }

  static Ambiguity spellings(EnumSet<Tolerance> spellings) {
    return spellings.isEmpty() ? NONE : new Ambiguity(null, spellings);
  }

  /** What is wrong beyond tolerance; null if nothing is. */
  public @Nullable String fault() {
    return fault;
  }

  /** Whether there is neither a fault nor a spelling that needs tolerance. */
  public boolean clean() {
    return fault == null && spellings.isEmpty();
  }

  /** Whether a rule that tolerates these spellings accepts the target. */
  public boolean within(Set<Tolerance> tolerated) {
    return fault == null && tolerated.containsAll(spellings);
  }

  @Override
  public String toString() {
    if (fault != null) {
      return fault;
    }
    StringBuilder words = new StringBuilder();
    for (Tolerance spelling : spellings) {
      words.append(words.length() == 0 ? "" : ", ").append(spelling.word());
    }
    return words.toString();
  }
}
