package io.bartizan.policy.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Equality, order and types of values (CEL language definition, "Equality", "Ordering"). */
final class Values {

  /** What {@link #compare} gives for values that have no order. */
  static final int UNORDERED = Integer.MIN_VALUE;

  private Values() {}

  /** Whether two values are equal; those of different types are not, but for numbers. */
  static boolean equal(Attributes at, Object a, Object b) {
    if (a instanceof String) {
      return b instanceof String && at.spendCharacters(((String) a).length()) && a.equals(b);
    }
    if (number(a)) {
      return number(b) && numbers(a, b) == 0;
    }
    if (a instanceof List) {
      return b instanceof List && lists(at, (List<?>) a, (List<?>) b);
    }
    if (a instanceof MapValue) {
      return b instanceof MapValue
          && at.spend(((MapValue) a).size())
          && ((MapValue) a).same(at, (MapValue) b);
    }
    if (a instanceof Bytes && !at.spendCharacters(((Bytes) a).octets.length)) {
      return false;
    }
    return a.equals(b);
  }

  private static boolean lists(Attributes at, List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<?> others = b.iterator();
    for (Object one : a) {
      if (!at.spend(1) || !equal(at, one, others.next())) {
        return false;
      }
    }
    return true;
  }

  static boolean number(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Unsigned;
  }

  /** The order of two values; {@link #UNORDERED} if they have none, or one is not a number. */
  static int compare(Attributes at, Object a, Object b) {
    if (a instanceof String && b instanceof String) {
      at.spendCharacters(Math.min(((String) a).length(), ((String) b).length()));
      return strings((String) a, (String) b);
    }
    if (number(a) && number(b)) {
      return numbers(a, b);
    }
    if (a instanceof Boolean && b instanceof Boolean) {
      return ((Boolean) a).compareTo((Boolean) b);
    }
    if (a instanceof Instant && b instanceof Instant) {
      return ((Instant) a).compareTo((Instant) b);
    }
    if (a instanceof Duration && b instanceof Duration) {
      return ((Duration) a).compareTo((Duration) b);
    }
    if (a instanceof Bytes && b instanceof Bytes) {
      at.spendCharacters(((Bytes) a).octets.length);
      return ((Bytes) a).compareTo((Bytes) b);
    }
    return UNORDERED;
  }

  /** Whether values have an order, were they numbers. */
  static boolean ordered(Object a, Object b) {
    return (number(a) && number(b))
        || (a.getClass() == b.getClass()
            && (a instanceof String
                || a instanceof Boolean
                || a instanceof Instant
                || a instanceof Duration
                || a instanceof Bytes));
  }

  /** By code points: UTF-16 has those beyond its first plane in the wrong place. */
  private static int strings(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean high = Character.isSurrogate(x) != Character.isSurrogate(y);
        return high ? (Character.isSurrogate(x) ? 1 : -1) : x - y;
      }
    }
    return a.length() - b.length();
  }

  private static int numbers(Object a, Object b) {
    if (a instanceof Long && b instanceof Long) {
      return Long.compare((Long) a, (Long) b);
    }
    if (a instanceof Double) {
      if (b instanceof Double) {
        return doubles((Double) a, (Double) b);
      }
      int order = wholeToDouble(b, (Double) a);
      return order == UNORDERED ? UNORDERED : -order;
    }
    if (b instanceof Double) {
      return wholeToDouble(a, (Double) b);
    }
    boolean aHigh = a instanceof Unsigned && ((Unsigned) a).bits < 0;
    boolean bHigh = b instanceof Unsigned && ((Unsigned) b).bits < 0;
    if (aHigh || bHigh) {
      return aHigh && bHigh
          ? Long.compareUnsigned(((Unsigned) a).bits, ((Unsigned) b).bits)
          : aHigh ? 1 : -1;
    }
    return Long.compare(bits(a), bits(b));
  }

  private static long bits(Object whole) {
    return whole instanceof Long ? (Long) whole : ((Unsigned) whole).bits;
  }

  private static int doubles(double a, double b) {
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : UNORDERED;
  }

  /** As doubles, which beyond 2^53 not every whole number is: so CEL has it. */
  private static int wholeToDouble(Object whole, double d) {
    boolean high = whole instanceof Unsigned && ((Unsigned) whole).bits < 0;
    if (Double.isNaN(d)) {
      return UNORDERED;
    }
    return doubles(high ? ((Unsigned) whole).toDouble() : (double) bits(whole), d);
  }

  /** The type of a value; null if it is none. */
  static @Nullable Type type(Object value) {
    if (value instanceof String) {
      return Type.STRING;
    }
    if (value instanceof Long) {
      return Type.INT;
    }
    if (value instanceof Boolean) {
      return Type.BOOL;
    }
    if (value instanceof Double) {
      return Type.DOUBLE;
    }
    if (value instanceof Unsigned) {
      return Type.UINT;
    }
    if (value instanceof List) {
      return Type.LIST;
    }
    if (value instanceof MapValue) {
      return Type.MAP;
    }
    if (value instanceof Instant) {
      return Type.TIMESTAMP;
    }
    if (value instanceof Duration) {
      return Type.DURATION;
    }
    if (value instanceof Bytes) {
      return Type.BYTES;
    }
    return value instanceof Type ? Type.TYPE : value == Null.NULL ? Type.NULL : null;
  }
}
