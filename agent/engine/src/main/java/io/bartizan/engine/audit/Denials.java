package io.bartizan.engine.audit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts refusals that are alike, once they come faster than each could be kept: whoever floods a
 * server must fill neither the disk nor the queue, and the trail must still say exactly how many
 * there were.
 *
 * <p>The first {@link #WHOLE} refusals of a second are recorded each by itself. Beyond, the first
 * of a kind is, and what is alike is counted; every {@link #WINDOW_NANOS} the writer writes a
 * record with the count of each kind. Where there are more kinds than can be kept, what is counted
 * together has less in common: {@link Alike}. A permit is never counted so.
 *
 * <p>Each refusal either is the caller's to record or stands in exactly one count. Request threads
 * take no lock; one that meets a count being closed records its refusal by itself.
 */
final class Denials {

  /** So many refusals in a second are each recorded: what one person could read in an hour. */
  static final int WHOLE = 1000;

  /** Counts are written so often. If the process is killed, those since the last time are gone. */
  static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What refusals have in common that are counted together, from most to least. */
  enum Alike {
    /** Client, principal, method, path, rule, reason and status; at most so many kinds. */
    REQUEST(1024),
    /** Client, principal, rule and status. */
    CLIENT(256),
    /**
     * The status, and whether the credential was refused: as many kinds as Bartizan has answers.
     */
    STATUS(Integer.MAX_VALUE);

    private final int kinds;

    Alike(int kinds) {
      this.kinds = kinds;
    }

    /** As it stands in a record. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final int wholePerSecond;
  private final ConcurrentMap<Kind, Tally> tallies = new ConcurrentHashMap<>();
  private final Map<Alike, AtomicInteger> kept = new EnumMap<>(Alike.class);
  private final AtomicInteger whole = new AtomicInteger();
  private volatile boolean asked;

  /** Who takes counts once nobody drains them any more. */
  private volatile @Nullable Consumer<AuditEvent> heir;

  private long secondNanos = System.nanoTime();
  private long drainedNanos = secondNanos;

  Denials() {
    this(WHOLE);
  }

  /** Counts beyond so many refusals in a second. */
  Denials(int wholePerSecond) {
    this.wholePerSecond = wholePerSecond;
    for (Alike alike : Alike.values()) {
      kept.put(alike, new AtomicInteger());
    }
  }

  /** Counts a refusal if it is one of many; false if it is to be recorded. */
  boolean count(AuditEvent event) {
    if (event.kind() != AuditEvent.Kind.REQUEST
        || event.outcome() != AuditEvent.Outcome.REFUSED
        || event.open()
        || event.count() > 0
        || heir != null) {
      return false;
    }
    if (whole.get() < wholePerSecond && whole.incrementAndGet() <= wholePerSecond) {
      return false;
    }
    for (Alike alike : Alike.values()) {
      Kind kind = new Kind(alike, event);
      Tally known = tallies.get(kind);
      if (known != null) {
        return counted(alike, known);
      }
      if (keep(alike)) {
        return first(kind, event);
      }
    }
    return false;
  }

  private boolean keep(Alike alike) {
    AtomicInteger number = number(alike);
    while (true) {
      int now = number.get();
      if (now >= alike.kinds) {
        return false;
      }
      if (number.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  private void forget(Alike alike) {
    number(alike).decrementAndGet();
  }

  private AtomicInteger number(Alike alike) {
    return Objects.requireNonNull(kept.get(alike));
  }

  private boolean first(Kind kind, AuditEvent event) {
    Tally other = tallies.putIfAbsent(kind, new Tally(event));
    if (other == null) {
      return false;
    }
    forget(kind.alike);
    return counted(kind.alike, other);
  }

  private boolean counted(Alike alike, Tally tally) {
    if (!tally.add()) {
      return false;
    }
    Consumer<AuditEvent> to = heir;
    if (to != null) {
      // Nobody will look at it again, unless whoever closed has not come to it yet.
      bequeath(alike, tally, to);
    }
    return true;
  }

  /** Has all counts written at the next look. */
  void ask() {
    asked = true;
  }

  /** Whether somebody asked, and there was no look since. */
  boolean asked() {
    return asked;
  }

  /**
   * One look, by the writer, several times a second: writes counts that are due.
   *
   * @param now whether all are
   * @param to takes a record for each kind; after a throw its count is kept
   */
  void look(boolean now, Consumer<AuditEvent> to) {
    long nanos = System.nanoTime();
    if (nanos - secondNanos >= SECOND_NANOS) {
      secondNanos = nanos;
      whole.set(0);
    }
    if (now || asked || nanos - drainedNanos >= WINDOW_NANOS) {
      asked = false;
      boolean done = false;
      try {
        tallies.forEach((kind, tally) -> drain(kind, tally, to));
        drainedNanos = nanos;
        done = true;
      } finally {
        asked |= !done;
      }
    }
  }

  private void drain(Kind kind, Tally tally, Consumer<AuditEvent> to) {
    long count = tally.take();
    if (count == 0) {
      if (tally.closeIfNone() && tallies.remove(kind, tally)) {
        forget(kind.alike);
      }
      return;
    }
    boolean told = false;
    try {
      to.accept(tally.event(kind.alike, count));
      told = true;
    } finally {
      if (told) {
        tally.told();
      } else {
        tally.giveBack(count);
      }
    }
  }

  /** Leaves what is counted, and is counted all the same from now on, to another. */
  void leaveTo(Consumer<AuditEvent> next) {
    heir = next;
    tallies.forEach((kind, tally) -> bequeath(kind.alike, tally, next));
  }

  private static void bequeath(Alike alike, Tally tally, Consumer<AuditEvent> to) {
    long count = tally.close();
    if (count > 0) {
      to.accept(tally.event(alike, count));
    }
  }

  /** What refusals that are counted together have in common. */
  private static final class Kind {
    final Alike alike;
    private final AuditEvent event;
    private final int hash;

    Kind(Alike alike, AuditEvent event) {
      this.alike = alike;
      this.event = event;
      int code = 31 * alike.hashCode() + event.status();
      if (alike != Alike.STATUS) {
        code = 31 * code + Objects.hashCode(event.clientAddress());
        code = 31 * code + Objects.hashCode(event.principalId());
      }
      if (alike == Alike.REQUEST) {
        code = 31 * code + Objects.hashCode(event.path());
        code = 31 * code + event.reason().hashCode();
      }
      this.hash = code;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof Kind)) {
        return false;
      }
      Kind that = (Kind) other;
      AuditEvent one = event;
      AuditEvent two = that.event;
      return hash == that.hash
          && alike == that.alike
          && one.status() == two.status()
          && one.credentialRefused() == two.credentialRefused()
          && Objects.equals(one.policyDigest(), two.policyDigest())
          && (alike == Alike.STATUS || sameClient(one, two))
          && (alike != Alike.REQUEST || sameRequest(one, two));
    }

    private static boolean sameClient(AuditEvent one, AuditEvent two) {
      return Objects.equals(one.clientAddress(), two.clientAddress())
          && Objects.equals(one.principalId(), two.principalId())
          && Objects.equals(one.issuer(), two.issuer())
          && Objects.equals(one.rule(), two.rule());
    }

    private static boolean sameRequest(AuditEvent one, AuditEvent two) {
      return one.reason().equals(two.reason())
          && one.localPort() == two.localPort()
          && Objects.equals(one.method(), two.method())
          && Objects.equals(one.path(), two.path())
          && Objects.equals(one.host(), two.host())
          && Objects.equals(one.handler(), two.handler());
    }
  }
}
