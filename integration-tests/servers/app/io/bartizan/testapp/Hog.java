package io.bartizan.testapp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Fills the heap but for a little, gives it back after a while, and says so. */
final class Hog {

  private static final int LARGEST = 1 << 20;
  private static final int SMALLEST = 1 << 10;
  private static final int MAX_PIECES = 1 << 16;

  /** Left free, so that requests get as far as a few of their own allocations. */
  private static final int RESERVE = 1 << 20;

  /** Until the command that asked for it has been answered. */
  private static final int PAUSE_MILLIS = 100;

  private Hog() {}

  static void start(int millis) {
    Thread thread = new Thread(() -> hold(millis), "hog");
    thread.setDaemon(true);
    thread.start();
  }

  private static void hold(int millis) {
    pause(PAUSE_MILLIS);
    try {
      fillAndPause(millis);
    } catch (OutOfMemoryError full) {
      pause(millis);
    }
    while (!told()) {
      pause(PAUSE_MILLIS);
    }
  }

  private static boolean told() {
    try {
      System.out.println("released");
      return true;
    } catch (OutOfMemoryError full) {
      return false;
    }
  }

  private static void fillAndPause(int millis) {
    List<byte[]> pieces = new ArrayList<>(MAX_PIECES);
    byte[][] reserve = {new byte[RESERVE]};
    for (int size = LARGEST; size >= SMALLEST; size /= 2) {
      fill(pieces, size);
    }
    reserve[0] = null;
    pause(millis);
    pieces.clear();
  }

  private static void fill(List<byte[]> pieces, int size) {
    try {
      while (pieces.size() < MAX_PIECES) {
        pieces.add(new byte[size]);
      }
    } catch (OutOfMemoryError full) {
      return;
    }
  }

  private static void pause(int millis) {
    long until = System.nanoTime() + millis * 1_000_000L;
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
