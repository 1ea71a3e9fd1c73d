package io.bartizan.engine.coverage;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread that finds the ports that listen in this JVM and that no woven server has told
 * of, for as long as the JVM lives.
 */
public final class PortWatch {

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** More ports than this are told as one: what opens new ones all the time must not go on. */
  private static final int MAX_UNKNOWN = 64;

  /** Children are looked for less often: each thread may have some. */
  private static final int CHILDREN_EVERY = 3;

  /** Who is told. */
  public interface Listener {

    /** The watch looks; told each time. */
    void looking();

    /** A port listens, and no woven server has opened it; told each time that it is seen so. */
    void unknown(int port);

    /** A port that was unknown listens no longer. */
    void gone(int port);

    /** There are more of them than are told of. */
    void more();

    /** What listens can't be told on this system. */
    void blind();

    /** A child JVM listens and is not under the agent; told each time that it is seen so. */
    void child(String pid, Set<Integer> open);

    /** A child JVM that was told of is gone, or listens no longer. */
    void childGone(String pid);
  }

  private final Ledger ledger;
  private final ListeningPorts ports;
  private final ChildJvms children;
  private final Listener listener;
  private final Set<Integer> unknown = new HashSet<>();
  private Set<Integer> before = Collections.emptySet();
  private final Set<String> childrenTold = new HashSet<>();
  private boolean full;
  private int looks;

  /** A watch over the ports of a process. */
  public PortWatch(Ledger ledger, ListeningPorts ports, ChildJvms children, Listener listener) {
    this.ledger = ledger;
    this.ports = ports;
    this.children = children;
    this.listener = listener;
  }

  /** Starts the thread; where none can be had, nothing is named, and every request decided. */
  public void start() {
    Thread thread = new Thread(this::run, "bartizan-ports");
    thread.setDaemon(true);
    thread.setContextClassLoader(PortWatch.class.getClassLoader());
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      return;
    }
  }

  @SuppressWarnings("InfiniteLoopStatement") // until the JVM ends
  private void run() {
    while (true) {
      LockSupport.parkNanos(LOOK_NANOS);
      // An interrupt is nobody's here, and would keep the thread from resting.
      Thread.interrupted();
      tryToLook();
    }
  }

  private void tryToLook() {
    try {
      look();
      ledger.publish();
    } catch (RuntimeException | LinkageError | OutOfMemoryError again) {
      // What could not be seen is looked for the next time.
      return;
    }
  }

  /**
   * Looks once. A port is unknown at the second look that finds it: a server tells of its port when
   * it has opened it, not before, and some open one for a moment only.
   */
  void look() {
    listener.looking();
    Set<Integer> open = ports.open();
    if (open == null) {
      listener.blind();
      return;
    }
    if (looks++ % CHILDREN_EVERY == 0) {
      lookAtChildren();
    }
    for (Integer port : open) {
      if (before.contains(port) && !ledger.knows(port)) {
        tell(port);
      }
    }
    for (Integer port : before) {
      if (!open.contains(port) && unknown.contains(port)) {
        listener.gone(port);
      }
    }
    before = open;
  }

  private void lookAtChildren() {
    Map<String, Set<Integer>> found = children.withoutAgent();
    for (String pid : childrenTold) {
      if (!found.containsKey(pid)) {
        listener.childGone(pid);
      }
    }
    childrenTold.retainAll(found.keySet());
    for (Map.Entry<String, Set<Integer>> child : found.entrySet()) {
      if (childrenTold.contains(child.getKey()) || childrenTold.size() < MAX_UNKNOWN) {
        childrenTold.add(child.getKey());
        listener.child(child.getKey(), child.getValue());
      }
    }
  }

  private void tell(Integer port) {
    if (unknown.contains(port) || unknown.size() < MAX_UNKNOWN) {
      unknown.add(port);
      listener.unknown(port);
    } else if (!full) {
      full = true;
      listener.more();
    }
  }
}
