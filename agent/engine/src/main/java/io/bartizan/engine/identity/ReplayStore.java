package io.bartizan.engine.identity;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Proofs that have been accepted, by 128 bits of a keyed hash, so that none is accepted twice (RFC
 * 9449, 11.1). One that might still be good is never given up for a newer one: a store that is full
 * takes nothing more until the oldest have run out.
 *
 * <p>Kept by the monotonic clock, in generations that are dropped whole. Hashes are spread over
 * stripes, each with a lock of its own that is held for some hundred nanoseconds.
 */
final class ReplayStore {

  /** What became of a proof. */
  enum Outcome {
    /** It was not known, and is from now on. */
    NEW,
    /** It has been accepted before. */
    KNOWN,
    /** Whether it was accepted before can't be told any more: its time has been forgotten. */
    FORGOTTEN,
    /** It is not known and can't be kept. */
    FULL
  }

  private static final int STRIPES = 64;

  /**
   * So long a proof is kept at least: while it might be accepted, which is as long as {@link
   * DpopProofs} believes what it says of its time, early and late, and as long as a nonce lives.
   */
  static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(365);

  /** A generation is open for so long, and kept for the rest. */
  private static final long GENERATION_NANOS = TimeUnit.SECONDS.toNanos(73);

  private static final int GENERATIONS = (int) (KEPT_NANOS / GENERATION_NANOS) + 1;

  private final Stripe[] stripes = new Stripe[STRIPES];
  private final LongSupplier clock;

  /**
   * An empty store.
   *
   * @param capacity how many proofs it keeps, 32 to 64 octets each; a part for each stripe, so that
   *     one of them may be full a little earlier
   * @param clock monotonic, in nanoseconds
   * @param epochSecond now: of proofs made before, nobody knows whether they were accepted by
   *     another process, or by this one before it was started again
   */
  ReplayStore(int capacity, LongSupplier clock, long epochSecond) {
    this.clock = clock;
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe(Math.max(1, capacity / STRIPES), epochSecond - 1);
    }
  }

  /** Keeps more or fewer from now on; what is kept already stays for its time. */
  void hold(int capacity) {
    for (Stripe stripe : stripes) {
      synchronized (stripe) {
        stripe.capacity = Math.max(1, capacity / STRIPES);
      }
    }
  }

  /**
   * Accepts a proof if it was not accepted before.
   *
   * @param hash 16 octets
   * @param madeAt the second of the epoch that the proof itself says it was made in
   * @param fresh whether it is known to be younger than what is kept, whatever it says of its time
   */
  Outcome accept(byte[] hash, long madeAt, boolean fresh) {
    long high = octets(hash, 0);
    long low = octets(hash, 8);
    Stripe stripe = stripes[(int) (high & (STRIPES - 1))];
    synchronized (stripe) {
      return stripe.accept(high, low, madeAt, fresh, clock.getAsLong());
    }
  }

  private static long octets(byte[] hash, int from) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (hash[from + i] & 0xff);
    }
    return value;
  }

  /** A part of the hashes; its lock is its own. */
  private static final class Stripe {
    private final Generation[] generations = new Generation[GENERATIONS];
    private int capacity;
    private int newest;
    private int held;

    /** The latest time that a proof which was dropped said of itself. */
    private long forgotten;

    Stripe(int capacity, long forgotten) {
      this.capacity = capacity;
      this.forgotten = forgotten;
    }

    Outcome accept(long high, long low, long madeAt, boolean fresh, long now) {
      drop(now);
      for (Generation generation : generations) {
        if (generation != null && generation.has(high, low)) {
          return Outcome.KNOWN;
        }
      }
      if (!fresh && madeAt <= forgotten) {
        return Outcome.FORGOTTEN;
      }
      if (held >= capacity) {
        return Outcome.FULL;
      }
      open(now).add(high, low, madeAt);
      held++;
      return Outcome.NEW;
    }

    private void drop(long now) {
      for (int i = 0; i < generations.length; i++) {
        Generation old = generations[i];
        if (old != null && now - old.openedNanos > KEPT_NANOS + GENERATION_NANOS) {
          forgotten = Math.max(forgotten, old.latest);
          held -= old.count;
          generations[i] = null;
        }
      }
    }

    private Generation open(long now) {
      Generation latest = generations[newest];
      if (latest != null && now - latest.openedNanos <= GENERATION_NANOS) {
        return latest;
      }
      // The place after the newest is the oldest one's, which has been dropped by now.
      int next = latest == null ? newest : (newest + 1) % generations.length;
      Generation place = generations[next];
      if (place != null) {
        throw new IllegalStateException("a generation that is still kept has no place");
      }
      newest = next;
      generations[next] = new Generation(now);
      return generations[next];
    }
  }

  /** The hashes of some time: open addressing, a pair of zeros is a free place. */
  private static final class Generation {
    private static final int FIRST = 16;

    final long openedNanos;
    private long[] places = new long[2 * FIRST];
    private int count;
    private long latest = Long.MIN_VALUE;

    Generation(long openedNanos) {
      this.openedNanos = openedNanos;
    }

    boolean has(long high, long low) {
      int at = find(places, high, low);
      return places[at] != 0 || places[at + 1] != 0;
    }

    void add(long high, long low, long madeAt) {
      if (4 * (count + 1) > places.length) {
        long[] larger = new long[2 * places.length];
        for (int i = 0; i < places.length; i += 2) {
          put(larger, places[i], places[i + 1]);
        }
        places = larger;
      }
      put(places, high, low);
      latest = Math.max(latest, madeAt);
      count++;
    }

    private static void put(long[] into, long high, long low) {
      int at = find(into, high, low);
      into[at] = high;
      into[at + 1] = low;
    }

    /** Where a hash stands, or would. */
    private static int find(long[] in, long high, long low) {
      int at = (int) (low << 1) & (in.length - 2);
      while ((in[at] != 0 || in[at + 1] != 0) && (in[at] != high || in[at + 1] != low)) {
        at = (at + 2) & (in.length - 2);
      }
      return at;
    }
  }
}
