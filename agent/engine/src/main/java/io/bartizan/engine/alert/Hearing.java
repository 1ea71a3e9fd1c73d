package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way from whoever offers them to the thread that counts. Its places are bounded;
 * what finds none is counted. Nobody waits, and no lock is taken.
 */
final class Hearing {

  /** With each event's own bound these are 8 MiB at the very most. */
  static final int PLACES = 1024;

  private final Queue<AuditEvent> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger taken = new AtomicInteger();
  private final LongAdder unheard = new LongAdder();
  private volatile boolean asleep;
  private volatile @Nullable Thread listener;

  /** Adds an event, or counts it. */
  void add(AuditEvent event) {
    if (taken.get() >= PLACES) {
      unheard.increment();
      return;
    }
    taken.incrementAndGet();
    waiting.add(event);
    if (asleep) {
      asleep = false;
      LockSupport.unpark(listener);
    }
  }

  /** The next event; null if there is none. */
  @Nullable AuditEvent poll() {
    AuditEvent event = waiting.poll();
    if (event != null) {
      taken.decrementAndGet();
    }
    return event;
  }

  /** How many found no place since it was asked last. */
  long takeUnheard() {
    return unheard.sumThenReset();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The listener waits so long at most, or until there is an event. */
  void await(long nanos) {
    listener = Thread.currentThread();
    asleep = true;
    // Looked at again after it is said: whoever adds looks at these in the other order.
    if (waiting.isEmpty()) {
      LockSupport.parkNanos(this, nanos);
    }
    asleep = false;
  }
}
