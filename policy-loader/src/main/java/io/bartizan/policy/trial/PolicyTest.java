package io.bartizan.policy.trial;

import io.bartizan.policy.Effect;
import org.jspecify.annotations.Nullable;

/** One entry of {@code tests}: a request, and what the policy's author expects of it. */
public final class PolicyTest {

  private final String name;
  private final int line;
  private final int column;
  private final Given given;
  private final @Nullable Effect decision;
  private final @Nullable String rule;
  private final int status;

  /**
   * A value with every part given; at least one expectation is.
   *
   * @param decision null where none is expected
   * @param rule null where none is expected
   * @param status 0 where none is expected
   */
  public PolicyTest(
      String name,
      int line,
      int column,
      Given given,
      @Nullable Effect decision,
      @Nullable String rule,
      int status) {
    this.name = name;
    this.line = line;
    this.column = column;
    this.given = given;
    this.decision = decision;
    this.rule = rule;
    this.status = status;
  }

  /** Its name, unique in its file; {@code test-N} (N from 1) where the file gives none. */
  public String name() {
    return name;
  }

  /** The line where it begins, from 1. */
  public int line() {
    return line;
  }

  /** The column where it begins, from 1. */
  public int column() {
    return column;
  }

  /** The request. */
  public Given given() {
    return given;
  }

  /** Whether it should be permitted; null where the test does not say. */
  public @Nullable Effect decision() {
    return decision;
  }

  /** The name of the rule that should decide; null where the test does not say. */
  public @Nullable String rule() {
    return rule;
  }

  /** The status of the refusal; 0 where the test does not say. */
  public int status() {
    return status;
  }
}
