package io.bartizan.engine.coverage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is known of the servers, connectors and ports of this JVM: one line for each, as the agent
 * says them, and who has opened which port.
 */
public final class Ledger {

  /**
   * The system property that holds the lines: whoever may attach to the JVM can read it, with
   * {@code jcmd PID VM.system_properties} as well as with {@code doctor}.
   */
  public static final String PROPERTY = "bartizan.coverage";

  /** How what is not covered is called. */
  public static final String NOT_PROTECTED = "NOT PROTECTED";

  /** Whoever writes lines has a bound of its own; together they stay below this. */
  private static final int MAX_LINES = 512;

  /** Connectors and servers of one JVM; a name that changes all the time must not fill the heap. */
  private static final int MAX_COVERED = 64;

  private static final int PORTS = 1 << 16;

  private final AtomicLongArray opened = new AtomicLongArray(PORTS / Long.SIZE);
  private final Map<String, String> lines = new LinkedHashMap<>();
  private final Map<String, String> covered = new TreeMap<>();
  private boolean changed;

  /**
   * Notes a line, in the place of what was said of the same before.
   *
   * @param about what the line is about
   * @return whether it says something new
   */
  public synchronized boolean note(String about, String line) {
    if (lines.size() >= MAX_LINES && !lines.containsKey(about)) {
      return false;
    }
    boolean news = !line.equals(lines.put(about, line));
    changed |= news;
    return news;
  }

  /** Notes a line, unless something was said of the same before; true if it was noted. */
  public synchronized boolean noteFirst(String about, String line) {
    return !lines.containsKey(about) && note(about, line);
  }

  /** What was said about something holds no longer. */
  public synchronized void forget(String about) {
    changed |= lines.remove(about) != null;
    covered.remove(about);
  }

  /** How a server or a connector is covered. Whatever is not protected finds a place. */
  public synchronized void cover(String what, String how) {
    if (covered.size() < MAX_COVERED
        || covered.containsKey(what)
        || how.startsWith(NOT_PROTECTED)) {
      covered.put(what, how);
    }
  }

  /** Servers and connectors, and how each is covered. */
  public synchronized Map<String, String> covered() {
    return new TreeMap<>(covered);
  }

  /** A server that is woven has opened a port. */
  public void opened(int port) {
    int at = (port & (PORTS - 1)) / Long.SIZE;
    long known = opened.get(at);
    while (!opened.compareAndSet(at, known, known | (1L << port))) {
      known = opened.get(at);
    }
  }

  /** Whether a server that is woven has opened a port. */
  public boolean knows(int port) {
    return (opened.get((port & (PORTS - 1)) / Long.SIZE) & (1L << port)) != 0;
  }

  /** All lines. */
  public synchronized String text() {
    return String.join("\n", lines.values());
  }

  /** Lets {@link #PROPERTY} hold the lines, if they have changed. */
  void publish() {
    String text;
    synchronized (this) {
      if (!changed) {
        return;
      }
      changed = false;
      text = text();
    }
    System.setProperty(PROPERTY, text);
  }
}
