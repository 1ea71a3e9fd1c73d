package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import io.bartizan.engine.authorization.Itinerary;
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Permit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The engine's permit: bound to one exchange, open until that exchange is over, and holding the
 * place in the audit queue that its record will take.
 */
final class Grant extends Permit implements Itinerary {

  /** Refused dispatches that one record names; a loop of includes must not fill the heap. */
  private static final int MAX_NOTES = 16;

  /** Whether the request goes on, and whether its record, once it is over, could be made. */
  private enum State {
    OPEN,
    CLOSED,
    UNRECORDED
  }

  /** An updater spares each request an object of its own for its state. */
  private static final AtomicReferenceFieldUpdater<Grant, State> STATE =
      AtomicReferenceFieldUpdater.newUpdater(Grant.class, State.class, "state");

  private final Inquiry inquiry;
  private final @Nullable Refusal observed;
  private final boolean reserved;

  private volatile State state = State.OPEN;

  /** Nearly never any: made with the first. */
  private @Nullable List<String> notes;

  /** Made where a guard knows or decides more than the choke point did. */
  private volatile @Nullable Course course;

  /** Whether its token was found to be good no longer; only the watch over open permits uses it. */
  private boolean expired;

  /** Whether the record "still open" has been written; only the watch over open permits uses it. */
  private volatile boolean reportedOpen;

  /**
   * A permit.
   *
   * @param observed what would have refused the request, had decisions been binding
   * @param reserved whether a place in the audit queue is held
   */
  Grant(Inquiry inquiry, @Nullable Refusal observed, boolean reserved) {
    this.inquiry = inquiry;
    this.observed = observed;
    this.reserved = reserved;
    String told = inquiry.observed;
    if (told != null) {
      note(told);
    }
    String without = inquiry.sessionSetAside;
    if (without != null) {
      note(without);
    }
    String cleansed = inquiry.cleansed;
    if (cleansed != null) {
      note(cleansed);
    }
  }

  @Override
  public Exchange exchange() {
    return inquiry.exchange;
  }

  Inquiry inquiry() {
    return inquiry;
  }

  /**
   * What speaks against the request: what would have refused it, had decisions been binding, or
   * what withdrew its permit before any handler ran. Null if nothing does.
   */
  @Nullable Refusal refused() {
    Course known = course;
    if (observed != null) {
      return observed;
    }
    Refusal revoked = known == null ? null : known.revoked();
    return revoked == null ? LateWalk.unsettled(this) : revoked;
  }

  boolean reserved() {
    return reserved;
  }

  boolean open() {
    return state == State.OPEN;
  }

  /** Closes it; true for the one caller that did. */
  boolean close() {
    return STATE.compareAndSet(this, State.OPEN, State.CLOSED);
  }

  /** Its record could not be made: somebody else is to try again. */
  void unrecorded() {
    state = State.UNRECORDED;
  }

  /** True for the one caller that is to try again to record it. */
  boolean retryRecord() {
    return STATE.compareAndSet(this, State.UNRECORDED, State.CLOSED);
  }

  /** The course that the request took; null where no guard had to know. */
  @Nullable Course course() {
    return course;
  }

  synchronized Course courseToTell() {
    Course known = course;
    if (known == null) {
      known = new Course();
      course = known;
    }
    return known;
  }

  @Override
  public void movedOn() {
    courseToTell().enter();
  }

  /** Whether the permit was withdrawn before any handler ran. */
  boolean revoked() {
    Course known = course;
    return known != null && known.revoked() != null;
  }

  /** Whether no rule has permitted the request for good yet. */
  boolean provisional() {
    if (!inquiry.provisional) {
      return false;
    }
    Course known = course;
    return known == null || !known.settled();
  }

  synchronized void note(String note) {
    List<String> kept = notes;
    if (kept == null) {
      kept = new ArrayList<>(1);
      notes = kept;
    }
    if (kept.size() < MAX_NOTES) {
      kept.add(note);
    }
  }

  /** What was noted so far; may be empty. */
  synchronized List<String> notes() {
    List<String> kept = notes;
    return kept == null
        ? Collections.emptyList()
        : Collections.unmodifiableList(new ArrayList<>(kept));
  }

  /** Spread already, and cheaper than the identity that the JVM would have to draw for it. */
  @Override
  public int hashCode() {
    return inquiry.decisionId.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  /** True the first time, and never while decisions are not binding. */
  boolean expire() {
    boolean first = !expired && !inquiry.observing();
    expired = true;
    return first;
  }

  boolean reportedOpen() {
    return reportedOpen;
  }

  void reportOpen() {
    reportedOpen = true;
  }
}
