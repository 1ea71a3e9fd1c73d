package io.bartizan.policy.condition;

/** A part of a compiled expression. */
abstract class Code {

  /** Its value, or a {@link Failure}. */
  abstract Object run(Attributes at);

  /** A constant. */
  static final class Constant extends Code {
    final Object value;

    Constant(Object value) {
      this.value = value;
    }

    @Override
    Object run(Attributes at) {
      return value;
    }
  }
}
