package io.bartizan.engine.revocation;

import io.bartizan.engine.revocation.Mark.Kind;
import io.bartizan.policy.Revocation;
import io.bartizan.policy.Revoked;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What has been revoked, asked on every request: what the revocation file lists, and what issuers
 * have told.
 *
 * <p>What was told is kept for longer than any token that it speaks of can live, and never given up
 * for something newer. Where there is no room left, all tokens that the issuer has issued so far
 * are refused: that one entry always has a place, and no token that was revoked goes on.
 */
public final class Revocations {

  /**
   * How long what was told is kept: tokens live for a day and the skew of clocks at most, wherever
   * {@code ClaimRules} meets them in time.
   */
  static final long KEPT_SECONDS = TimeUnit.HOURS.toSeconds(25);

  private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Clock clock;
  private final LongSupplier monotonic;
  private final Map<Mark, Told> told = new ConcurrentHashMap<>();

  /** Issuers all of whose tokens were revoked; there are as many as the policy names. */
  private final Map<Mark, Told> whole = new ConcurrentHashMap<>();

  private volatile Map<Mark, Long> listed = Collections.emptyMap();
  private @Nullable Journal journal;

  /** Whether the journal lacks something that was told. */
  private boolean lacking;

  private int capacity = Revocation.DEFAULT_MAX_ENTRIES;
  private long sweptNanos;

  /**
   * What was told up to this second of the epoch has been forgotten since. Tokens that are so old
   * live for longer than they may, and might have been revoked.
   */
  private volatile long forgotten = Long.MIN_VALUE;

  /** Tokens issued later than a second are good. */
  private static final class Told {
    final long lastIssued;
    final long toldAt;
    final long toldNanos;

    Told(long lastIssued, long toldAt, long toldNanos) {
      this.lastIssued = lastIssued;
      this.toldAt = toldAt;
      this.toldNanos = toldNanos;
    }
  }

  /** Who hears whether the journal has all that was told. */
  public interface Keeping {

    /** It lacks something. */
    void lacking(String why);

    /** It has all, from now on. */
    void kept();
  }

  private volatile @Nullable Keeping listener;

  /** Nothing is revoked yet. */
  public Revocations(Clock clock) {
    this(clock, System::nanoTime);
  }

  /** Who is told whether the journal has all. */
  public void tell(Keeping keeping) {
    listener = keeping;
  }

  /**
   * The same by a clock of its own.
   *
   * @param monotonic in nanoseconds
   */
  public Revocations(Clock clock, LongSupplier monotonic) {
    this.clock = clock;
    this.monotonic = monotonic;
    this.sweptNanos = monotonic.getAsLong();
  }

  /** Keeps so many from now on; what is kept already stays for its time. */
  public synchronized void hold(int entries) {
    capacity = entries;
  }

  /**
   * What the revocation file lists, in the place of what it listed before.
   *
   * @param issuers whose tokens an entry is about that names no issuer
   */
  public void list(Collection<Revoked> entries, Collection<String> issuers) {
    Map<Mark, Long> next = new HashMap<>();
    for (Revoked entry : entries) {
      String one = entry.issuer();
      for (String issuer : one == null ? issuers : Collections.singleton(one)) {
        next.merge(Mark.of(kind(entry.by()), issuer, entry.value()), entry.lastIssued(), Math::max);
      }
    }
    listed = next;
  }

  private static Kind kind(Revoked.By by) {
    switch (by) {
      case TOKEN:
        return Kind.TOKEN;
      case SUBJECT:
        return Kind.SUBJECT;
      case SESSION:
        return Kind.SESSION;
      default:
        return Kind.ISSUER;
    }
  }

  /**
   * Revokes the tokens that have a mark.
   *
   * @param issuer whose tokens they are
   * @param lastIssued those issued later than in this second of the epoch stay good; {@link
   *     Long#MAX_VALUE} if none does
   * @return false if there was no room, so that all tokens of the issuer are refused that it has
   *     issued so far
   */
  public synchronized boolean revoke(Mark mark, String issuer, long lastIssued) {
    if (monotonic.getAsLong() - sweptNanos > SWEEP_NANOS) {
      sweep();
    }
    if (told.containsKey(mark) || told.size() < capacity) {
      put(told, mark, lastIssued);
      return true;
    }
    put(whole, Mark.of(Kind.ISSUER, issuer, ""), now());
    return false;
  }

  private void put(Map<Mark, Told> map, Mark mark, long lastIssued) {
    Told before = map.get(mark);
    long last = before == null ? lastIssued : Math.max(before.lastIssued, lastIssued);
    Told next = new Told(last, now(), monotonic.getAsLong());
    map.put(mark, next);
    keep(new Entry(mark, map == whole, last, next.toldAt));
  }

  /**
   * Keeps what is told in a journal from now on, beside what that holds already, so that it is in
   * force after a restart. What can't be written is in force all the same, and is told of.
   *
   * @param next null to keep it in memory only; the one before is closed
   */
  public synchronized void keepIn(@Nullable Journal next) {
    Journal before = journal;
    journal = next;
    lacking = false;
    if (before != null) {
      before.close();
    }
    if (next != null) {
      next.found().forEach(this::restore);
      lacking = true;
      keep(null);
    }
  }

  private void restore(Entry entry) {
    long age = Math.max(0, now() - entry.toldAt);
    if (age > KEPT_SECONDS) {
      forgotten = Math.max(forgotten, Math.min(entry.toldAt, now() - KEPT_SECONDS));
      return;
    }
    Map<Mark, Told> map = entry.whole ? whole : told;
    Told known = map.get(entry.mark);
    if (known == null || known.lastIssued < entry.lastIssued) {
      long toldNanos = monotonic.getAsLong() - TimeUnit.SECONDS.toNanos(age);
      map.put(entry.mark, new Told(entry.lastIssued, entry.toldAt, toldNanos));
    }
  }

  /** What could not be kept earlier is kept with what is told next. */
  private void keep(@Nullable Entry entry) {
    Journal kept = journal;
    if (kept == null) {
      return;
    }
    try {
      if (lacking || entry == null || kept.grown(told.size() + whole.size())) {
        kept.rewrite(entries());
      } else {
        kept.append(entry);
      }
      if (lacking) {
        lacking = false;
        told(true, "");
      }
    } catch (IOException | RuntimeException failed) {
      lacking = true;
      told(false, "a restart would forget revocations: " + failed);
    }
  }

  private void told(boolean all, String why) {
    Keeping told = listener;
    if (told != null && all) {
      told.kept();
    } else if (told != null) {
      told.lacking(why);
    }
  }

  private List<Entry> entries() {
    List<Entry> all = new ArrayList<>();
    told.forEach((mark, one) -> all.add(new Entry(mark, false, one.lastIssued, one.toldAt)));
    whole.forEach((mark, one) -> all.add(new Entry(mark, true, one.lastIssued, one.toldAt)));
    return all;
  }

  /** Drops what no token can be old enough for any more. */
  private void sweep() {
    sweptNanos = monotonic.getAsLong();
    long keptNanos = TimeUnit.SECONDS.toNanos(KEPT_SECONDS);
    long known = now() - KEPT_SECONDS;
    for (Map<Mark, Told> map : Arrays.asList(told, whole)) {
      map.values()
          .removeIf(
              one -> {
                boolean over = sweptNanos - one.toldNanos > keptNanos;
                if (over) {
                  // One of the two clock readings may be wrong; the lesser refuses fewer.
                  forgotten = Math.max(forgotten, Math.min(one.toldAt, known));
                }
                return over;
              });
    }
  }

  /** Whether anything is revoked at all; if not, no token needs its marks. */
  public boolean any() {
    return !(listed.isEmpty() && told.isEmpty() && whole.isEmpty()) || forgotten != Long.MIN_VALUE;
  }

  /** Whether a token is to be believed no longer. */
  public boolean revoked(Marks token) {
    Map<Mark, Long> list = listed;
    for (Mark mark : token.all()) {
      Long last = list.get(mark);
      if ((last != null && token.issuedAt() <= last)
          || covers(told.get(mark), token)
          || covers(whole.get(mark), token)) {
        return true;
      }
    }
    return token.issuedAt() <= forgotten;
  }

  private static boolean covers(@Nullable Told one, Marks token) {
    return one != null && token.issuedAt() <= one.lastIssued;
  }

  /** How many have been told and are kept. */
  public int size() {
    return told.size();
  }

  /** How many entries the file lists, one for each issuer that they are about. */
  public int listed() {
    return listed.size();
  }

  private long now() {
    return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
  }
}
