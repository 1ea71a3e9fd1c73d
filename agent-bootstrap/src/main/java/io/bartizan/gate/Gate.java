package io.bartizan.gate;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The door that woven code goes through. A missing core, and whatever is thrown behind the door,
 * means that the body does not run.
 */
public final class Gate {

  /** What {@link #enter} returns where a failing core may not hold a request up. */
  private static final Object OBSERVED = new Object();

  /** 503 (RFC 9110, 15.6.4): the server cannot decide now. */
  private static final int UNAVAILABLE = 503;

  private static volatile @Nullable Core core;

  private Gate() {}

  /**
   * Puts the core in its place.
   *
   * @throws IllegalStateException if there is one already
   */
  public static synchronized void install(Core core) {
    if (Gate.core != null) {
      throw new IllegalStateException("the gate has a core already");
    }
    Gate.core = core;
  }

  /**
   * Asks whether a woven method's body may run.
   *
   * @return null if not; the request has been answered then, with a bare 503 at the worst
   */
  public static @Nullable Object enter(
      String point, Object self, @Nullable Object first, @Nullable Object second) {
    Core behind = core;
    try {
      if (behind != null) {
        return behind.enter(point, self, first, second);
      }
    } catch (Throwable thrown) {
      if (passes(behind, point, thrown)) {
        return OBSERVED;
      }
    }
    answer(first);
    answer(second);
    return null;
  }

  /** Tells that a woven method is over, whether its body ran or not. Never throws. */
  public static void leave(
      String point,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    Core behind = core;
    if (behind == null || entered == OBSERVED) {
      return;
    }
    try {
      behind.leave(point, entered, self, first, second);
    } catch (Throwable thrown) {
      boolean observed = passes(behind, point, thrown);
      assert observed || !observed : "a failure after the body has nothing left to hold back";
    }
  }

  private static boolean passes(@Nullable Core behind, String point, Throwable thrown) {
    try {
      if (behind != null) {
        behind.failed(point, thrown);
        return behind.observing();
      }
    } catch (Throwable again) {
      // Nothing can be told any more. The request stays outside.
      return false;
    }
    return false;
  }

  /** The last resort: reflection, because this class knows no container's types. */
  private static void answer(@Nullable Object response) {
    if (response == null) {
      return;
    }
    try {
      Method setStatus = accessible(response.getClass(), "setStatus", int.class);
      if (setStatus != null) {
        setStatus.invoke(response, UNAVAILABLE);
      }
    } catch (Throwable thrown) {
      // The body is skipped all the same; only the status of the empty answer is not ours.
      return;
    }
  }

  private static @Nullable Method accessible(Class<?> type, String name, Class<?>... parameters) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Class<?> declared : at.getInterfaces()) {
        Method found = publicMethod(declared, name, parameters);
        if (found != null) {
          return found;
        }
      }
    }
    return publicMethod(type, name, parameters);
  }

  private static @Nullable Method publicMethod(
      Class<?> type, String name, Class<?>... parameters) {
    try {
      return type.getMethod(name, parameters);
    } catch (NoSuchMethodException absent) {
      return null;
    }
  }
}
