package io.bartizan.gate;

import org.jspecify.annotations.Nullable;

/**
 * The door that woven code goes through. A missing core, and whatever is thrown behind the door,
 * means that the body does not run.
 */
public final class Gate {

  /** What {@link #enter} returns where a failing core may not hold a request up. */
  private static final Object OBSERVED = new Object();

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
   * <p>The objects are the method's request, response and callback, as far as it has them.
   *
   * @return null if not; the request has been answered then, with a bare 503 at the worst
   */
  public static @Nullable Object enter(
      String point,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    Core behind = core;
    try {
      if (behind != null) {
        return behind.enter(point, self, first, second, third);
      }
    } catch (Throwable thrown) {
      if (passes(behind, point, thrown)) {
        return OBSERVED;
      }
    }
    // Who runs under a permit is answered as the engine would, and its record tells of it.
    boolean abandoned = abandoned(behind, first);
    if (!LastResort.answer(first, second, third) && !abandoned) {
      LastResort.fail(first);
    }
    return null;
  }

  /**
   * The request that a woven method's body goes on with, once {@link #enter} has let it run.
   *
   * @param entered what that returned
   */
  public static Object shown(Object entered, Object request) {
    return entered instanceof Permit ? ((Permit) entered).exchange().shown(request) : request;
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
      tell(behind, point, thrown);
    }
  }

  private static boolean passes(@Nullable Core behind, String point, Throwable thrown) {
    if (behind == null) {
      return false;
    }
    tell(behind, point, thrown);
    try {
      return behind.observing();
    } catch (Throwable again) {
      return false;
    }
  }

  private static boolean abandoned(@Nullable Core behind, @Nullable Object request) {
    try {
      return behind != null && behind.abandon(request);
    } catch (Throwable unanswered) {
      // The body does not run all the same.
      return true;
    }
  }

  private static void tell(Core behind, String point, Throwable thrown) {
    try {
      behind.failed(point, thrown);
    } catch (Throwable again) {
      // Nothing can be told any more; the request stays outside all the same.
      return;
    }
  }
}
