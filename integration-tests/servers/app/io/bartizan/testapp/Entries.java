package io.bartizan.testapp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import javax.servlet.ServletRequest;

/** Counts, for each client connection, which handlers were entered and by how many requests. */
final class Entries {

  static final int ADMIN = 0;
  static final int PUBLIC = 1;
  static final int OPS = 2;
  static final int ROOT = 3;
  private static final int REQUESTS = 4;
  private static final String SEEN = "testapp.seen";

  private static final Map<Integer, AtomicIntegerArray> BY_PORT = new ConcurrentHashMap<>();

  private static final AtomicInteger INTERRUPTED = new AtomicInteger();

  /** Requests that entered any handler, whoever sent them. */
  private static final AtomicInteger ALL = new AtomicInteger();

  private Entries() {}

  /** How many entries found their thread interrupted. */
  static int interrupted() {
    return INTERRUPTED.get();
  }

  /** Counts a resource of a framework, on the thread that the request came in on. */
  static void count(int handler) {
    entered();
    Caller caller = Caller.current();
    AtomicIntegerArray counts = of(caller);
    counts.incrementAndGet(handler);
    if (caller.first()) {
      counts.incrementAndGet(REQUESTS);
      ALL.incrementAndGet();
    }
  }

  private static AtomicIntegerArray of(Caller caller) {
    return BY_PORT.computeIfAbsent(caller.port, p -> new AtomicIntegerArray(5));
  }

  private static void entered() {
    Control.entered();
    if (Thread.currentThread().isInterrupted()) {
      INTERRUPTED.incrementAndGet();
    }
  }

  static void count(int handler, ServletRequest request) {
    entered();
    AtomicIntegerArray counts =
        BY_PORT.computeIfAbsent(request.getRemotePort(), p -> new AtomicIntegerArray(5));
    // A forward enters a handler twice and is one request: it counts once.
    if (request.getAttribute(SEEN + handler) == null) {
      request.setAttribute(SEEN + handler, Boolean.TRUE);
      counts.incrementAndGet(handler);
    }
    if (request.getAttribute(SEEN) == null) {
      request.setAttribute(SEEN, Boolean.TRUE);
      Caller caller = Caller.current();
      if (caller != null) {
        caller.first();
      }
      counts.incrementAndGet(REQUESTS);
      ALL.incrementAndGet();
    }
  }

  /** How many requests entered any handler. */
  static int all() {
    return ALL.get();
  }

  /** {@code admin public ops root requests} of a client's port. */
  static String of(int port) {
    AtomicIntegerArray counts = BY_PORT.getOrDefault(port, new AtomicIntegerArray(5));
    StringBuilder line = new StringBuilder("counts");
    for (int i = 0; i < counts.length(); i++) {
      line.append(' ').append(counts.get(i));
    }
    return line.toString();
  }
}
