package io.bartizan.policy.condition;

import org.jspecify.annotations.Nullable;

/** The operators that need not look at all their operands. */
final class Logic {

  private Logic() {}

  /** {@code &&} and {@code ||}: one operand that decides absorbs the failures of the others. */
  static final class Chain extends Code {
    private final Code[] parts;
    private final Boolean deciding;

    /**
     * A chain.
     *
     * @param deciding the value of an operand that is the whole's
     */
    Chain(Code[] parts, boolean deciding) {
      this.parts = parts;
      this.deciding = deciding;
    }

    @Override
    Object run(Attributes at) {
      Object failure = null;
      for (Code part : parts) {
        Object value = part.run(at);
        if (value == deciding || deciding.equals(value)) {
          return deciding;
        }
        if (!(value instanceof Boolean)) {
          failure = worse(failure, value);
        }
      }
      return failure == null ? !deciding : failure;
    }
  }

  /** Of what stood there before and a value that is no bool, the failure that counts. */
  static Object worse(@Nullable Object before, Object value) {
    Object failure = value instanceof Failure ? value : Failure.NO_OVERLOAD;
    return before == null ? failure : Failure.of(before, failure);
  }

  /** {@code a ? b : c}. */
  static final class Conditional extends Code {
    private final Code condition;
    private final Code then;
    private final Code otherwise;

    Conditional(Code condition, Code then, Code otherwise) {
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    Object run(Attributes at) {
      Object value = condition.run(at);
      if (value instanceof Boolean) {
        return (Boolean) value ? then.run(at) : otherwise.run(at);
      }
      return value instanceof Failure ? value : Failure.NO_OVERLOAD;
    }
  }
}
