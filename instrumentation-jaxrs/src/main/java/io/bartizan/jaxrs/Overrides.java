package io.bartizan.jaxrs;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import org.jspecify.annotations.Nullable;

/** Finds in a type above or below what a method overrides or implements (JLS 8.4.8.1). */
final class Overrides {

  private Overrides() {}

  /** The type's own declaration of the method, or one that it stands in for; null if none. */
  static @Nullable Method in(Class<?> type, Method method) {
    Method generic = null;
    for (Method candidate : type.getDeclaredMethods()) {
      if (candidate.getName().equals(method.getName())
          && candidate.getParameterCount() == method.getParameterCount()
          && !candidate.isBridge()) {
        if (same(candidate.getParameterTypes(), method.getParameterTypes())) {
          return candidate;
        }
        if (stands(candidate, method)) {
          generic = candidate;
        }
      }
    }
    return generic;
  }

  private static boolean same(Class<?>[] one, Class<?>[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the two differ only where one has a type variable. */
  private static boolean stands(Method one, Method other) {
    Type[] these = one.getGenericParameterTypes();
    Type[] those = other.getGenericParameterTypes();
    if (these.length != those.length) {
      return false;
    }
    for (int i = 0; i < these.length; i++) {
      Class<?> here = one.getParameterTypes()[i];
      Class<?> there = other.getParameterTypes()[i];
      boolean variable = these[i] instanceof TypeVariable && here.isAssignableFrom(there);
      boolean bound = those[i] instanceof TypeVariable && there.isAssignableFrom(here);
      if (here != there && !variable && !bound) {
        return false;
      }
    }
    return true;
  }
}
