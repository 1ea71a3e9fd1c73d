package io.bartizan.policy.condition;

import org.jspecify.annotations.Nullable;

/** A compiled condition over one request's attributes. Its cost is bounded, and it never throws. */
public final class Condition {

  /** What a condition comes to. */
  public enum Outcome {
    /** It holds. */
    TRUE,
    /** It does not. */
    FALSE,
    /** It asks for what is not known before a framework has chosen the handler. */
    LATE,
    /** It asks for what is not there, in a way that only affirms: what is not there is not so. */
    ABSENT,
    /** It fails: a missing key, types, ranges, too many steps, or anything thrown. */
    FAULT
  }

  private final String text;
  private final Code code;
  private final int locals;
  private final boolean late;
  private final boolean path;
  private final boolean affirming;
  private final @Nullable Boolean certain;

  Condition(
      String text,
      Code code,
      int locals,
      boolean late,
      boolean path,
      boolean affirming,
      @Nullable Boolean certain) {
    this.text = text;
    this.code = code;
    this.locals = locals;
    this.late = late;
    this.path = path;
    this.affirming = affirming;
    this.certain = certain;
  }

  /**
   * Compiles a condition.
   *
   * @throws ConditionException if the text is none
   */
  public static Condition compile(String text, Scope scope) throws ConditionException {
    return new Compiler(scope).condition(text);
  }

  /**
   * Checks a named expression, which may be of any type.
   *
   * @throws ConditionException if it can't be used anywhere
   */
  public static void check(String name, Scope scope) throws ConditionException {
    new Compiler(scope).variable(name);
  }

  /** Evaluates it. */
  public Outcome judge(Attributes attributes) {
    try {
      attributes.begin(locals);
      Object value = code.run(attributes);
      if (attributes.exhausted()) {
        return Outcome.FAULT;
      }
      if (value instanceof Boolean) {
        return (Boolean) value ? Outcome.TRUE : Outcome.FALSE;
      }
      Failure.Kind kind = value instanceof Failure ? ((Failure) value).kind : Failure.Kind.FAULT;
      return kind == Failure.Kind.LATE
          ? Outcome.LATE
          : kind == Failure.Kind.ABSENT && affirming ? Outcome.ABSENT : Outcome.FAULT;
    } catch (RuntimeException | Error thrown) {
      return Outcome.FAULT;
    } finally {
      attributes.end();
    }
  }

  /** Whether it asks for anything that is known only where a framework has chosen the handler. */
  public boolean late() {
    return late;
  }

  /** Whether it asks for a variable of the path pattern. */
  public boolean usesPath() {
    return path;
  }

  /**
   * What it comes to whatever the request is, where that is plain and it does not fail; null where
   * it depends on the request.
   */
  public @Nullable Boolean certain() {
    return certain;
  }

  /** As written. */
  @Override
  public String toString() {
    return text;
  }
}
