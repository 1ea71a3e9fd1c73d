package io.bartizan.gate;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Answers 503 (RFC 9110, 15.6.4) when nothing else can: by reflection, because the gate knows no
 * container's types. Whatever fails here only costs the answer its status; no body runs.
 */
final class LastResort {

  private static final Integer UNAVAILABLE = 503;

  private LastResort() {}

  /**
   * Looks for a response among the objects, completes a callback if one is there, and closes the
   * channel of what stands in a pipeline: a handler that is skipped leaves it mute.
   */
  static void answer(@Nullable Object... candidates) {
    for (Object candidate : candidates) {
      if (candidate != null) {
        Object response = call(candidate, "getResponse");
        Object target = response == null ? candidate : response;
        call(target, "setStatus", int.class, UNAVAILABLE);
        call(target, "flushBuffer");
        call(candidate, "succeeded");
        Object channel = call(candidate, "channel");
        if (channel != null) {
          call(channel, "close");
        }
      }
    }
  }

  private static @Nullable Object call(Object target, String name) {
    return call(target, name, null, null);
  }

  private static @Nullable Object call(
      Object target, String name, @Nullable Class<?> parameter, @Nullable Object argument) {
    try {
      Method method = find(target.getClass(), name, parameter);
      if (method == null) {
        return null;
      }
      return argument == null ? method.invoke(target) : method.invoke(target, argument);
    } catch (Throwable thrown) {
      return null;
    }
  }

  /** A public method of a public type: a container's own classes are often neither. */
  private static @Nullable Method find(Class<?> type, String name, @Nullable Class<?> parameter) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      Method found = declared(at, name, parameter);
      if (found != null) {
        return found;
      }
      for (Class<?> contract : at.getInterfaces()) {
        found = find(contract, name, parameter);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Method declared(
      Class<?> type, String name, @Nullable Class<?> parameter) {
    if (!Modifier.isPublic(type.getModifiers())) {
      return null;
    }
    try {
      return parameter == null ? type.getMethod(name) : type.getMethod(name, parameter);
    } catch (NoSuchMethodException absent) {
      return null;
    }
  }
}
