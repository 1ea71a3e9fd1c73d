package io.bartizan.policy.condition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one request, and the room in which conditions over it are evaluated. For one
 * thread at a time.
 *
 * <p>Values are {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@link
 * java.time.Instant}, lists of these, {@link Lookup}, and what {@link #json} makes.
 */
public abstract class Attributes {

  /** Stands for what is not known before a framework has chosen the handler. */
  public static final Object LATE = Failure.LATE;

  private static final Object[] NONE = {};

  private Object[] locals = NONE;
  private int steps;
  private int left = Bounds.MAX_STEPS_PER_REQUEST;

  /**
   * The value of an attribute.
   *
   * @param index as the {@link Schema} gives it
   * @return null if there is none; {@link #LATE} if it is not known yet
   */
  protected abstract @Nullable Object get(int index);

  /** The value of a variable of the rule's path pattern; null if there is none. */
  protected abstract @Nullable Object pathVariable(String name);

  /** The value of a variable of the handler's route template; null or {@link #LATE} likewise. */
  protected abstract @Nullable Object routeVariable(String name);

  /** A value that fails whatever uses it. */
  public static Object fault(String message) {
    return Failure.fault(message);
  }

  /**
   * JSON as conditions see it: a number without fraction that has 64 bits is an {@code int}, others
   * are {@code double}.
   *
   * @param value a string, a boolean, a {@link BigDecimal}, null, a list or a map of these
   */
  public static Object json(@Nullable Object value) {
    if (value == null) {
      return Null.NULL;
    }
    if (value instanceof BigDecimal) {
      return number((BigDecimal) value);
    }
    if (value instanceof Map) {
      Map<Object, Object> members = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((name, member) -> members.put(name, json(member)));
      return MapValue.ofStrings(members);
    }
    if (value instanceof Iterable) {
      List<Object> items = new ArrayList<>();
      ((Iterable<?>) value).forEach(item -> items.add(json(item)));
      return items;
    }
    return value;
  }

  private static Object number(BigDecimal number) {
    try {
      return number.longValueExact();
    } catch (ArithmeticException fraction) {
      return number.doubleValue();
    }
  }

  final void begin(int variables) {
    steps = Math.min(left, Bounds.MAX_STEPS);
    left -= steps;
    if (locals.length < variables) {
      locals = new Object[variables];
    }
  }

  final void end() {
    left += steps;
    steps = 0;
  }

  final Object local(int index) {
    return locals[index];
  }

  final void local(int index, Object value) {
    locals[index] = value;
  }

  /** Takes steps; false if there are no more, and what goes on must fail then. */
  final boolean spend(int number) {
    steps -= Math.min(number, steps);
    return steps > 0;
  }

  /** Takes the steps of looking through so many characters. */
  final boolean spendCharacters(int characters) {
    return characters < Bounds.CHARACTERS_PER_STEP
        || spend(characters / Bounds.CHARACTERS_PER_STEP);
  }

  final boolean exhausted() {
    return steps <= 0;
  }
}
