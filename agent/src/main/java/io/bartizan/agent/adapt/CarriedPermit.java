package io.bartizan.agent.adapt;

import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries as its permit, read without knowing the request's type: for a join point
 * that failed before its adapter could say. It opens nothing; the judge says what it is worth.
 */
final class CarriedPermit {

  /** Where choke points leave the permit for guards further in. */
  private static final String NAME = "io.bartizan.permit";

  /** How requests of servlets and Grizzly are asked, and how those of JAX-RS and messages are. */
  private static final String[] WAYS = {"getAttribute", "getProperty"};

  private CarriedPermit() {}

  /** Null if there is none, or the request can't be asked. */
  static @Nullable Object of(@Nullable Object request) {
    Class<?> at = request == null ? null : request.getClass();
    for (; at != null; at = at.getSuperclass()) {
      // A container's own classes are often not public, and what they override is.
      if (Modifier.isPublic(at.getModifiers())) {
        Object found = asked(at, request);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Object asked(Class<?> type, @Nullable Object request) {
    for (String way : WAYS) {
      try {
        Object found = type.getMethod(way, String.class).invoke(request, NAME);
        if (found != null) {
          return found;
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError unasked) {
        // The next way, or none: the request stays outside all the same.
      }
    }
    return null;
  }
}
