package io.bartizan.fault;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Says which method fails in which way, and notes which methods request threads enter. */
public final class Faults {

  private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  /** The round in which a thread last went in at the gate; negative once it came out again. */
  private static final ThreadLocal<Integer> ENTERED = new ThreadLocal<>();

  private static volatile boolean recording;
  private static volatile boolean toPermit;

  /** Counts recordings, so that a thread knows whether it went in under the present one. */
  private static final AtomicInteger ROUND = new AtomicInteger(1);

  private static volatile String method = "";
  private static volatile String kind = "";
  private static volatile boolean fired;

  /**
   * What the names of the agent's own threads begin with that are meant; empty: requests' threads.
   */
  private static volatile String threads = "";

  /** Longer than the second that a decision may take. */
  private static final long SLOW_MILLIS = 1200;

  private Faults() {}

  /**
   * Obeys: {@code threads} (requests' threads are meant from now on) or {@code threads PREFIX}
   * (those of the agent's own that are called so), {@code record} (a request until its answer),
   * {@code record permit} (what comes before a thread leaves the gate, of a request that is let
   * in), {@code entered} (stop recording), {@code list}, {@code met} (whether the fault was met),
   * {@code off} (the same, and there is none any more), or {@code METHOD
   * exception|linkage|stack|memory|death|slow|interrupt}.
   *
   * @return what there is to say
   */
  public static String command(String what) {
    String[] words = what.split(" ");
    switch (words[0]) {
      case "record":
        SEEN.clear();
        toPermit = words.length > 1;
        ROUND.incrementAndGet();
        recording = true;
        return "recording";
      case "entered":
        recording = false;
        return "";
      case "list":
        recording = false;
        return String.join(" ", SEEN);
      case "threads":
        threads = words.length > 1 ? words[1] : "";
        return "watching";
      case "met":
        return fired ? "fired" : "idle";
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
    String meant = threads;
    String thread = Thread.currentThread().getName();
    if (meant.isEmpty() ? thread.startsWith("bartizan-") : !thread.startsWith(meant)) {
      return;
    }
    boolean over = isOver(name);
    if (recording && !over) {
      SEEN.add(name);
    }
    if (name.equals(method)) {
      fired = true;
      Faults.<RuntimeException>fail();
    }
  }

  /**
   * Whether a thread is past what is recorded: still on its way out of an earlier request, whose
   * client has its answer already and asks for the next recording; or, on the way to a permit, out
   * of the gate again, while another thread that the request was handed to nears its handler.
   */
  private static boolean isOver(String name) {
    if (name.equals("java.bartizan.Gate.enter")) {
      ENTERED.set(ROUND.get());
      return false;
    }
    Integer entered = ENTERED.get();
    if (name.equals("java.bartizan.Gate.leave") && (entered == null || entered >= 0)) {
      entered = entered == null ? Integer.MIN_VALUE : -entered;
      ENTERED.set(entered);
    }
    return entered != null && entered < 0 && (toPermit || -entered != ROUND.get());
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
