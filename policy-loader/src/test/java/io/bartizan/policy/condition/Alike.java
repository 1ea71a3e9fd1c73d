package io.bartizan.policy.condition;

import java.util.List;

/** Whether two outcomes are the same: of one type, and NaN like NaN. */
final class Alike {

  private Alike() {}

  static boolean alike(Object a, Object b) {
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (int i = 0; i < x.size(); i++) {
        if (!alike(x.get(i), y.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof MapValue x && b instanceof MapValue y) {
      if (x.size() != y.size()) {
        return false;
      }
      for (Object key : x.keys()) {
        Object other = y.find(key);
        if (other == null || !alike(x.find(key), other)) {
          return false;
        }
      }
      return true;
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.doubleValue() == y || (x.isNaN() && y.isNaN());
    }
    return a.equals(b);
  }
}
