package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Permit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The engine's permit: bound to one exchange, open until that exchange is over, and holding the
 * place in the audit queue that its record will take.
 */
final class Grant extends Permit {

  /** Refused dispatches that one record names; a loop of includes must not fill the heap. */
  private static final int MAX_NOTES = 16;

  /** Whether the request goes on, and whether its record, once it is over, could be made. */
  private enum State {
    OPEN,
    CLOSED,
    UNRECORDED
  }

  private final Inquiry inquiry;
  private final @Nullable Refusal observed;
  private final boolean reserved;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private final AtomicInteger noted = new AtomicInteger();
  private final Queue<String> notes = new ConcurrentLinkedQueue<>();

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
  }

  @Override
  public Exchange exchange() {
    return inquiry.exchange;
  }

  Inquiry inquiry() {
    return inquiry;
  }

  @Nullable Refusal observed() {
    return observed;
  }

  boolean reserved() {
    return reserved;
  }

  boolean open() {
    return state.get() == State.OPEN;
  }

  /** Closes it; true for the one caller that did. */
  boolean close() {
    return state.compareAndSet(State.OPEN, State.CLOSED);
  }

  /** Its record could not be made: somebody else is to try again. */
  void unrecorded() {
    state.set(State.UNRECORDED);
  }

  /** True for the one caller that is to try again to record it. */
  boolean retryRecord() {
    return state.compareAndSet(State.UNRECORDED, State.CLOSED);
  }

  void note(String note) {
    if (noted.incrementAndGet() <= MAX_NOTES) {
      notes.add(note);
    }
  }

  Queue<String> notes() {
    return notes;
  }

  boolean reportedOpen() {
    return reportedOpen;
  }

  void reportOpen() {
    reportedOpen = true;
  }
}
