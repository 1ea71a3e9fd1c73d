package io.bartizan.policy.condition;

/** Calls whose operands are evaluated first; one that fails is the outcome. */
final class Calls {

  private Calls() {}

  /** A function of one operand. */
  interface One {
    Object of(Attributes at, Object a);
  }

  /** A function of two. */
  interface Two {
    Object of(Attributes at, Object a, Object b);
  }

  /** A function of more. */
  interface Many {
    Object of(Attributes at, Object[] operands);
  }

  static Code one(One function, Code a) {
    return new Code() {
      @Override
      Object run(Attributes at) {
        Object x = a.run(at);
        return x instanceof Failure ? x : function.of(at, x);
      }
    };
  }

  static Code two(Two function, Code a, Code b) {
    return new Code() {
      @Override
      Object run(Attributes at) {
        Object x = a.run(at);
        Object y = b.run(at);
        return x instanceof Failure || y instanceof Failure
            ? Failure.of(x, y)
            : function.of(at, x, y);
      }
    };
  }

  static Code many(Many function, Code... parts) {
    return new Code() {
      @Override
      Object run(Attributes at) {
        Object[] values = new Object[parts.length];
        Object failure = null;
        for (int i = 0; i < parts.length; i++) {
          values[i] = parts[i].run(at);
          if (values[i] instanceof Failure) {
            failure = Logic.worse(failure, values[i]);
          }
        }
        return failure == null ? function.of(at, values) : failure;
      }
    };
  }
}
