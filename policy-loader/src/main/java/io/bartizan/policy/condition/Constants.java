package io.bartizan.policy.condition;

import org.jspecify.annotations.Nullable;

/** What is known before any request: computed once, where the condition is compiled. */
final class Constants {

  private Constants() {}

  /** What a condition always comes to; null if that is no truth. */
  static @Nullable Boolean truth(Code code) {
    Attributes nowhere = new Nowhere();
    nowhere.begin(0);
    Object value = code.run(nowhere);
    return value instanceof Boolean ? (Boolean) value : null;
  }

  /** A constant where all it is made of is constant, and nothing fails. */
  static Typed folded(Typed typed, Code... operands) {
    for (Code operand : operands) {
      if (!(operand instanceof Code.Constant)) {
        return typed;
      }
    }
    Attributes nowhere = new Nowhere();
    nowhere.begin(0);
    Object value = typed.code.run(nowhere);
    return value instanceof Failure || nowhere.exhausted()
        ? typed
        : new Typed(new Code.Constant(value), typed.type);
  }

  /** The room in which constants are computed: no request is known there. */
  private static final class Nowhere extends Attributes {
    @Override
    protected @Nullable Object get(int index) {
      return null;
    }

    @Override
    protected @Nullable Object pathVariable(String name) {
      return null;
    }

    @Override
    protected @Nullable Object routeVariable(String name) {
      return null;
    }
  }
}
