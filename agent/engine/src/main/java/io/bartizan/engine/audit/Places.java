package io.bartizan.engine.audit;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The places of a trail, the events that wait in them, and the count of those that found none.
 *
 * <p>A trail that is left has nobody to write what still comes: its heir takes that over. Whoever
 * adds an event looks afterwards whether the trail was left, and whoever leaves it empties the
 * queue afterwards, so one of the two hands each event on.
 */
final class Places {

  /**
   * A burst of as many requests before the disk takes the first. At some 700 bytes for a common
   * event that is 6 MiB; values are cut when the event is made, so that no request makes it much
   * more.
   */
  static final int COUNT = 8192;

  /**
   * Of the places, so many are not for refusals: whoever floods a server with bad tokens must not
   * take away what permits need, or good tokens would get 503. A refusal beyond is counted as lost.
   */
  static final int NOT_FOR_REFUSALS = COUNT / 4;

  private final AtomicInteger taken = new AtomicInteger();
  private final Queue<AuditEvent> waiting = new ConcurrentLinkedQueue<>();
  private final LongAdder lost = new LongAdder();
  private volatile @Nullable AuditTrail heir;
  private volatile boolean left;

  /** Takes a place; false if there is none. */
  boolean take() {
    return take(COUNT);
  }

  /** Takes a place for a refusal; false if there is none for it. */
  boolean takeForRefusal() {
    return take(COUNT - NOT_FOR_REFUSALS);
  }

  private boolean take(int of) {
    if (taken.incrementAndGet() > of) {
      taken.decrementAndGet();
      return false;
    }
    return true;
  }

  boolean full() {
    return taken.get() >= COUNT;
  }

  void free(int places) {
    taken.addAndGet(-places);
  }

  /** Puts an event into a place that was taken for it. After a throw the place is still taken. */
  void add(AuditEvent event) {
    waiting.add(event);
    if (left) {
      handOver();
    }
  }

  /** An heir's events come with permits given long ago: they find a place even beyond the last. */
  void adopt(AuditEvent event) {
    taken.incrementAndGet();
    add(event);
  }

  /** The events that wait to be written, in their order. */
  Queue<AuditEvent> waiting() {
    return waiting;
  }

  void lose(long events) {
    lost.add(events);
  }

  long lost() {
    return lost.sum();
  }

  @Nullable AuditTrail heir() {
    return heir;
  }

  boolean left() {
    return left;
  }

  /** From now on what comes is the heir's; without one it is lost. */
  void leave(@Nullable AuditTrail to) {
    heir = to;
    left = true;
    handOver();
  }

  /**
   * Hands over what the writer could not write.
   *
   * @return how many are lost, because there is no heir
   */
  int bequeath(List<AuditEvent> unwritten, long untold) {
    AuditTrail to = heir;
    int count = 0;
    for (AuditEvent event : unwritten) {
      free(1);
      count += give(to, event);
    }
    if (to != null) {
      to.inherit(untold);
    }
    return count + handOver();
  }

  private int handOver() {
    AuditTrail to = heir;
    int count = 0;
    for (AuditEvent event = waiting.poll(); event != null; event = waiting.poll()) {
      free(1);
      count += give(to, event);
    }
    return count;
  }

  /** Hands over an event that held no place here. */
  void give(AuditEvent event) {
    give(heir, event);
  }

  private int give(@Nullable AuditTrail to, AuditEvent event) {
    if (to == null) {
      lost.add(Math.max(1, event.count()));
      return 1;
    }
    to.adopt(event);
    return 0;
  }
}
