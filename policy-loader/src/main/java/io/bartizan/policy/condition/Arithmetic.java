package io.bartizan.policy.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The operators that compute. Whole numbers overflow into a failure, never around. */
final class Arithmetic {

  private Arithmetic() {}

  static Object add(Attributes at, Object a, Object b) {
    if (a instanceof Long && b instanceof Long) {
      long sum = (Long) a + (Long) b;
      return (((Long) a ^ sum) & ((Long) b ^ sum)) < 0 ? Failure.OVERFLOW : (Object) sum;
    }
    if (a instanceof Unsigned && b instanceof Unsigned) {
      long sum = ((Unsigned) a).bits + ((Unsigned) b).bits;
      return Long.compareUnsigned(sum, ((Unsigned) a).bits) < 0
          ? Failure.OVERFLOW
          : new Unsigned(sum);
    }
    if (a instanceof Double && b instanceof Double) {
      return (Double) a + (Double) b;
    }
    if (a instanceof Instant && b instanceof Duration) {
      return Times.checked(() -> ((Instant) a).plus((Duration) b));
    }
    if (a instanceof Duration && b instanceof Instant) {
      return Times.checked(() -> ((Instant) b).plus((Duration) a));
    }
    if (a instanceof Duration && b instanceof Duration) {
      return Times.checked(() -> ((Duration) a).plus((Duration) b));
    }
    return join(at, a, b);
  }

  private static Object join(Attributes at, Object a, Object b) {
    if (a instanceof String && b instanceof String) {
      return at.spendCharacters(((String) a).length() + ((String) b).length())
          ? (String) a + b
          : Failure.TOO_LONG;
    }
    if (a instanceof Bytes && b instanceof Bytes) {
      return at.spendCharacters(((Bytes) a).octets.length + ((Bytes) b).octets.length)
          ? ((Bytes) a).plus((Bytes) b)
          : Failure.TOO_LONG;
    }
    if (a instanceof List && b instanceof List) {
      if (!at.spend(((List<?>) a).size() + ((List<?>) b).size())) {
        return Failure.TOO_LONG;
      }
      List<Object> both = new ArrayList<>((List<?>) a);
      both.addAll((List<?>) b);
      return both;
    }
    return Failure.NO_OVERLOAD;
  }

  static Object subtract(Object a, Object b) {
    if (a instanceof Long && b instanceof Long) {
      long rest = (Long) a - (Long) b;
      return (((Long) a ^ (Long) b) & ((Long) a ^ rest)) < 0 ? Failure.OVERFLOW : (Object) rest;
    }
    if (a instanceof Unsigned && b instanceof Unsigned) {
      long from = ((Unsigned) a).bits;
      long less = ((Unsigned) b).bits;
      return Long.compareUnsigned(from, less) < 0 ? Failure.OVERFLOW : new Unsigned(from - less);
    }
    if (a instanceof Double && b instanceof Double) {
      return (Double) a - (Double) b;
    }
    if (a instanceof Instant && b instanceof Duration) {
      return Times.checked(() -> ((Instant) a).minus((Duration) b));
    }
    if (a instanceof Instant && b instanceof Instant) {
      return Times.between((Instant) b, (Instant) a);
    }
    if (a instanceof Duration && b instanceof Duration) {
      return Times.checked(() -> ((Duration) a).minus((Duration) b));
    }
    return Failure.NO_OVERLOAD;
  }

  static Object multiply(Object a, Object b) {
    if (a instanceof Long && b instanceof Long) {
      try {
        return Math.multiplyExact((long) (Long) a, (long) (Long) b);
      } catch (ArithmeticException overflow) {
        return Failure.OVERFLOW;
      }
    }
    if (a instanceof Unsigned && b instanceof Unsigned) {
      long x = ((Unsigned) a).bits;
      long y = ((Unsigned) b).bits;
      long product = x * y;
      return x != 0 && Long.divideUnsigned(product, x) != y
          ? Failure.OVERFLOW
          : new Unsigned(product);
    }
    return a instanceof Double && b instanceof Double
        ? (Object) ((Double) a * (Double) b)
        : Failure.NO_OVERLOAD;
  }

  static Object divide(Object a, Object b) {
    if (a instanceof Long && b instanceof Long) {
      long by = (Long) b;
      return by == 0 ? Failure.DIVISION_BY_ZERO : by == -1 ? negate(a) : (Object) ((Long) a / by);
    }
    if (a instanceof Unsigned && b instanceof Unsigned) {
      long by = ((Unsigned) b).bits;
      return by == 0
          ? Failure.DIVISION_BY_ZERO
          : new Unsigned(Long.divideUnsigned(((Unsigned) a).bits, by));
    }
    return a instanceof Double && b instanceof Double
        ? (Object) ((Double) a / (Double) b)
        : Failure.NO_OVERLOAD;
  }

  static Object modulus(Object a, Object b) {
    if (a instanceof Long && b instanceof Long) {
      long by = (Long) b;
      return by == 0 ? Failure.DIVISION_BY_ZERO : (Object) ((Long) a % by);
    }
    if (a instanceof Unsigned && b instanceof Unsigned) {
      long by = ((Unsigned) b).bits;
      return by == 0
          ? Failure.DIVISION_BY_ZERO
          : new Unsigned(Long.remainderUnsigned(((Unsigned) a).bits, by));
    }
    return Failure.NO_OVERLOAD;
  }

  static Object negate(Object a) {
    if (a instanceof Long) {
      return (Long) a == Long.MIN_VALUE ? Failure.OVERFLOW : (Object) (-(Long) a);
    }
    return a instanceof Double ? (Object) (-(Double) a) : Failure.NO_OVERLOAD;
  }
}
