package io.bartizan.engine.identity;

import io.bartizan.engine.outbound.Fetched;
import io.bartizan.engine.outbound.Transfer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * GETs of key sets and of what tells where they are, one at a time: bounded in size and time, and
 * without following where they are sent.
 */
final class KeyFetch implements AutoCloseable {

  /**
   * An answer that trickles is cut after this, whatever single reads take: metadata and keys
   * together stay far below the pause between fetches.
   */
  static final long TOTAL_NANOS = TimeUnit.SECONDS.toNanos(7);

  private final LongSupplier clock;
  private final ServerTrust trust;
  private volatile @Nullable Transfer running;
  private volatile boolean closed;

  /**
   * Fetches by this clock.
   *
   * @param clock monotonic, in nanoseconds
   * @param trust which servers it believes
   */
  KeyFetch(LongSupplier clock, ServerTrust trust) {
    this.clock = clock;
    this.trust = trust;
  }

  /**
   * Gets a document of at most {@link KeySet#MAX_BYTES}.
   *
   * @throws IOException if it can't be had, is not answered with 200, or is too large or too slow
   */
  Fetched get(String url) throws IOException {
    Transfer mine = new Transfer(clock.getAsLong(), trust.authorities());
    running = mine;
    try {
      if (closed) {
        throw new IOException("its keys are not asked for any more");
      }
      return mine.get(url);
    } finally {
      running = null;
    }
  }

  /** Cuts a transfer that takes too long; called about once a second. */
  void cutOverdue() {
    Transfer now = running;
    if (now != null && clock.getAsLong() - now.startedNanos() > TOTAL_NANOS) {
      now.cut();
    }
  }

  /** Ends what is under way; nothing is fetched any more. */
  @Override
  public void close() {
    closed = true;
    Transfer now = running;
    if (now != null) {
      now.cut();
    }
  }
}
