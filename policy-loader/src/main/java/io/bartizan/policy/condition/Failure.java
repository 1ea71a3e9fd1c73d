package io.bartizan.policy.condition;

/** What stands in the place of a value where there is none; made beforehand where possible. */
final class Failure {

  /** Why. */
  enum Kind {
    /** A key or attribute that is not there. */
    ABSENT,
    /** An attribute that is not known yet. */
    LATE,
    /** Anything else: types, ranges, overflow, too many steps. */
    FAULT
  }

  static final Failure NO_OVERLOAD = fault("no such overload");
  static final Failure OVERFLOW = fault("out of range");
  static final Failure DIVISION_BY_ZERO = fault("division by zero");
  static final Failure TOO_LONG = fault("too many steps");
  static final Failure LATE = new Failure(Kind.LATE, "not known yet");

  final Kind kind;
  final String message;

  private Failure(Kind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  static Failure fault(String message) {
    return new Failure(Kind.FAULT, message);
  }

  static Failure absent(String name) {
    return new Failure(Kind.ABSENT, "no such key: " + name);
  }

  /** Of two, the one that counts: what is not known yet may still turn out well. */
  static Object of(Object a, Object b) {
    if (!(a instanceof Failure)) {
      return b;
    }
    boolean second = b instanceof Failure && ((Failure) b).kind == Kind.LATE;
    return second ? b : a;
  }

  @Override
  public String toString() {
    return message;
  }
}
