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
   *
   * @return whether there was anything to answer on
   */
  static boolean answer(@Nullable Object... candidates) {
    boolean answered = false;
    for (Object candidate : candidates) {
      if (candidate != null) {
        Object response = call(candidate, "getResponse");
        Object target = response == null ? candidate : response;
        answered |= find(target.getClass(), "setStatus", int.class) != null;
        call(target, "setStatus", int.class, UNAVAILABLE);
        call(target, "flushBuffer");
        call(candidate, "succeeded");
        finish(candidate);
        Object channel = call(candidate, "channel");
        if (channel != null) {
          call(channel, "close");
          answered = true;
        }
      }
    }
    return answered;
  }

  /**
   * Ends a request that has no response of that kind: one with a writer for it (Jersey), or one
   * that is its own response (the JDK's server, Undertow).
   */
  static void fail(@Nullable Object request) {
    if (request == null) {
      return;
    }
    Object writer = call(request, "getResponseWriter");
    if (writer != null) {
      call(writer, "failure", Throwable.class, new IllegalStateException("no decision"));
    }
    if (find(request.getClass(), "endExchange") != null) {
      call(request, "setStatusCode", int.class, UNAVAILABLE);
      call(request, "endExchange");
    }
    try {
      Method head = find(request.getClass(), "sendResponseHeaders", int.class, long.class);
      if (head != null) {
        head.invoke(request, UNAVAILABLE, -1L);
        call(request, "close");
      }
    } catch (Throwable thrown) {
      // It stays unanswered, and outside.
      return;
    }
  }

  /** A connection of Liberty's sends what its response says when it is told that all is over. */
  private static void finish(Object connection) {
    try {
      Method finish = find(connection.getClass(), "finish", Exception.class);
      if (finish != null) {
        finish.invoke(connection, (Object) null);
      }
    } catch (Throwable thrown) {
      // It stays unanswered, and outside.
      return;
    }
  }

  private static @Nullable Object call(Object target, String name) {
    return call(target, name, null, null);
  }

  private static @Nullable Object call(
      Object target, String name, @Nullable Class<?> parameter, @Nullable Object argument) {
    try {
      Method method =
          parameter == null
              ? find(target.getClass(), name)
              : find(target.getClass(), name, parameter);
      if (method == null) {
        return null;
      }
      return argument == null ? method.invoke(target) : method.invoke(target, argument);
    } catch (Throwable thrown) {
      return null;
    }
  }

  /** A public method of a public type: a container's own classes are often neither. */
  private static @Nullable Method find(Class<?> type, String name, Class<?>... parameters) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      Method found = declared(at, name, parameters);
      if (found != null) {
        return found;
      }
      for (Class<?> contract : at.getInterfaces()) {
        found = find(contract, name, parameters);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Method declared(Class<?> type, String name, Class<?>... parameters) {
    if (!Modifier.isPublic(type.getModifiers())) {
      return null;
    }
    try {
      return type.getMethod(name, parameters);
    } catch (NoSuchMethodException absent) {
      return null;
    }
  }
}
