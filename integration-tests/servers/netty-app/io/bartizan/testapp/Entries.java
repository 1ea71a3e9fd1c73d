package io.bartizan.testapp;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts, for each client connection, which handlers were entered and by how many requests. */
final class Entries {

  static final int ADMIN = 0;
  static final int PUBLIC = 1;
  static final int OPS = 2;
  static final int ROOT = 3;
  private static final int REQUESTS = 4;

  private static final Map<Integer, AtomicIntegerArray> BY_PORT = new ConcurrentHashMap<>();

  private static final AtomicInteger INTERRUPTED = new AtomicInteger();

  /** Requests that entered any handler, whoever sent them. */
  private static final AtomicInteger ALL = new AtomicInteger();

  private Entries() {}

  /** How many entries found their thread interrupted. */
  static int interrupted() {
    return INTERRUPTED.get();
  }

  /** One request that entered these handlers. */
  static void count(Set<Integer> handlers, int port) {
    Control.entered();
    if (Thread.currentThread().isInterrupted()) {
      INTERRUPTED.incrementAndGet();
    }
    AtomicIntegerArray counts =
        BY_PORT.computeIfAbsent(port, p -> new AtomicIntegerArray(REQUESTS + 1));
    for (int handler : handlers) {
      counts.incrementAndGet(handler);
    }
    counts.incrementAndGet(REQUESTS);
    ALL.incrementAndGet();
  }

  /** How many requests entered any handler. */
  static int all() {
    return ALL.get();
  }

  /** {@code admin public ops root requests} of a client's port. */
  static String of(int port) {
    AtomicIntegerArray counts = BY_PORT.getOrDefault(port, new AtomicIntegerArray(REQUESTS + 1));
    StringBuilder line = new StringBuilder("counts");
    for (int i = 0; i < counts.length(); i++) {
      line.append(' ').append(counts.get(i));
    }
    return line.toString();
  }
}
