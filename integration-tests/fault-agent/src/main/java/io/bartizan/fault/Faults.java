package io.bartizan.fault;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Says which method throws what, and notes which methods request threads enter. */
public final class Faults {

  private static final Set<String> SEEN = new ConcurrentSkipListSet<>();
  private static volatile boolean recording;
  private static volatile String method = "";
  private static volatile String kind = "";

  private Faults() {}

  /**
   * Obeys: {@code record}, {@code entered} (stop recording), {@code list}, {@code off}, or {@code
   * METHOD exception|linkage|stack}.
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
        return "off";
      default:
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
      default:
        throw (T) new IllegalStateException("injected");
    }
  }
}
