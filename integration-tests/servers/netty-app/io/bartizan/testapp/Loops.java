package io.bartizan.testapp;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Watches whether an event loop ever stands still inside the agent. */
final class Loops {

  private static final AtomicInteger LOOKS = new AtomicInteger();
  private static final AtomicInteger STANDING = new AtomicInteger();

  private Loops() {}

  /** Looks every few milliseconds; the command {@code loops} tells what was seen. */
  static void watch() {
    Control.command("loops", argument -> "loops " + LOOKS + " " + STANDING);
    Thread thread = new Thread(Loops::look, "loops");
    thread.setDaemon(true);
    thread.start();
  }

  private static void look() {
    while (true) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
        Thread.State state = entry.getKey().getState();
        boolean still = state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        if (still && entry.getKey().getName().contains("EventLoop") && inside(entry.getValue())) {
          STANDING.incrementAndGet();
        }
      }
      LOOKS.incrementAndGet();
    }
  }

  private static boolean inside(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getClassName().startsWith("io.bartizan.engine.")) {
        return true;
      }
    }
    return false;
  }
}
