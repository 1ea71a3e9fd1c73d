package io.bartizan.fault;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Says which method fails in which way, and notes which methods request threads enter. */
public final class Faults {

  private static final Set<String> SEEN = new ConcurrentSkipListSet<>();
  private static volatile boolean recording;
  private static volatile String method = "";
  private static volatile String kind = "";
  private static volatile boolean fired;

  /** Longer than the second that a decision may take. */
  private static final long SLOW_MILLIS = 1200;

  private Faults() {}

  /**
   * Obeys: {@code record}, {@code entered} (stop recording), {@code list}, {@code off} (whether the
   * fault was met), or {@code METHOD exception|linkage|stack|memory|death|slow|interrupt}.
   *
   * @return what there is to say
   */
  public static String command(String what) {
    String[] words = what.split(" ");
    switch (words[0]) {
      case "record":
        SEEN.clear();
        recording = true;
        return "recording";
      case "entered":
        recording = false;
        return "";
      case "list":
        recording = false;
        return String.join(" ", SEEN);
      case "off":
        method = "";
        return fired ? "fired" : "idle";
      default:
        fired = false;
        kind = words[1];
        method = words[0];
        return "on";
    }
  }

  /** Called on entry of each method. */
  public static void enter(@Nullable String name) {
    if (name == null) {
      return;
    }
    if (recording && !Thread.currentThread().getName().startsWith("bartizan-")) {
      SEEN.add(name);
    }
    if (name.equals(method) && !Thread.currentThread().getName().startsWith("bartizan-")) {
      fired = true;
      Faults.<RuntimeException>fail();
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void fail() throws T {
    switch (kind) {
      case "linkage":
        throw new NoClassDefFoundError("injected");
      case "stack":
        throw new StackOverflowError("injected");
      case "memory":
        throw new OutOfMemoryError("injected");
      case "death":
        throw (T) new ThreadDeath();
      case "slow":
        sleep();
        return;
      case "interrupt":
        Thread.currentThread().interrupt();
        return;
      default:
        throw (T) new IllegalStateException("injected");
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(SLOW_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
