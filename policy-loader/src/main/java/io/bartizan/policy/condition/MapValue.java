package io.bartizan.policy.condition;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map. Numbers that are equal are one key, whatever their types. */
final class MapValue {

  private final Map<Object, Object> values;

  /** By the normal form of the keys; null where each is in its normal form. */
  private final @Nullable Map<Object, Object> keys;

  private MapValue(Map<Object, Object> values, @Nullable Map<Object, Object> keys) {
    this.values = values;
    this.keys = keys;
  }

  /** A map of strings to values. */
  static MapValue ofStrings(Map<Object, Object> values) {
    return new MapValue(values, null);
  }

  /** A map as it is written out; a failure if a key stands twice or can't be one. */
  static Object of(Object[] keys, Object[] values) {
    Map<Object, Object> byKey = new LinkedHashMap<>();
    Map<Object, Object> plain = new LinkedHashMap<>();
    boolean normal = true;
    for (int i = 0; i < keys.length; i++) {
      Object key = keys[i];
      if (!(key instanceof String
          || key instanceof Long
          || key instanceof Unsigned
          || key instanceof Boolean)) {
        return Failure.fault("a key is a string, a whole number or a bool");
      }
      Object form = form(key);
      normal &= form.equals(key);
      if (byKey.put(form, values[i]) != null) {
        return Failure.fault("a key stands twice");
      }
      plain.put(form, key);
    }
    return new MapValue(byKey, normal ? null : plain);
  }

  /** What equal numbers have in common: a {@link Long} where one can be. */
  private static Object form(Object key) {
    if (key instanceof Unsigned && ((Unsigned) key).bits >= 0) {
      return ((Unsigned) key).bits;
    }
    if (key instanceof Double) {
      double d = (Double) key;
      if (d == Math.rint(d) && d >= -0x1p63 && d < 0x1p63) {
        return (long) d;
      }
      if (d == Math.rint(d) && d >= 0x1p63 && d < 0x1p64) {
        return new Unsigned((long) (d - 0x1p63) ^ Long.MIN_VALUE);
      }
    }
    return key;
  }

  /** The value of a key; null if there is none. */
  @Nullable Object find(Object key) {
    return values.get(form(key));
  }

  int size() {
    return values.size();
  }

  /** The keys, in their order. */
  Collection<Object> keys() {
    return keys == null ? values.keySet() : keys.values();
  }

  /** Whether each key has an equal value in the other, and no other is there. */
  boolean same(Attributes at, MapValue other) {
    if (values.size() != other.values.size()) {
      return false;
    }
    for (Map.Entry<Object, Object> entry : values.entrySet()) {
      Object there = other.values.get(entry.getKey());
      if (there == null || !Values.equal(at, entry.getValue(), there)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
