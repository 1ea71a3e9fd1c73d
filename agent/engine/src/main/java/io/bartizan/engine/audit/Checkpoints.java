package io.bartizan.engine.audit;

import io.bartizan.engine.webhook.WebhookException;
import io.bartizan.policy.Seal;
import java.io.Closeable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How often a sealed trail has checkpoints made, and where they go: what a policy may change while
 * the trail goes on. The trail's writer offers them, and whoever reloads a policy changes this.
 *
 * <p>Where they went before keeps what waits there for a while: each checkpoint speaks for all
 * lines before it, so what is not taken by then is told and no more.
 */
final class Checkpoints implements Closeable {

  /** So long an export that is left goes on sending. */
  static final long LEAVE_NANOS = TimeUnit.MINUTES.toNanos(1);

  private volatile Seal seal;
  private volatile CheckpointExport export;
  private volatile @Nullable CheckpointExport left;
  private volatile long leftNanos;
  private volatile @Nullable String news;
  private boolean closed;

  /**
   * Checkpoints as a policy has them.
   *
   * @throws WebhookException if a webhook's key or certificates can't be used
   */
  Checkpoints(Seal seal) throws WebhookException {
    this.seal = seal;
    this.export = new CheckpointExport(seal);
  }

  /** The export that a changed policy needs; null where it names the one in use. */
  @Nullable CheckpointExport prepare(Seal next) throws WebhookException {
    return next.exports().equals(seal.exports()) ? null : new CheckpointExport(next);
  }

  /** Goes on as a changed policy says, with what was prepared for it. */
  synchronized void follow(Seal next, @Nullable CheckpointExport prepared) {
    seal = next;
    if (prepared == null) {
      return;
    }
    if (closed) {
      prepared.close();
      return;
    }
    CheckpointExport before = export;
    export = prepared;
    endLeft();
    leftNanos = System.nanoTime();
    left = before;
  }

  long periodNanos() {
    return TimeUnit.MILLISECONDS.toNanos(seal.checkpointMillis());
  }

  /** Takes the line of the last checkpoint, whether it is new or not. */
  void offer(byte @Nullable [] line) {
    export.offer(line);
  }

  /** What befell the exports since it was asked last, for the trail itself; null if nothing. */
  @Nullable String remark() {
    CheckpointExport before = left;
    if (before != null && (before.idle() || System.nanoTime() - leftNanos >= LEAVE_NANOS)) {
      endLeft();
    }
    String last = news;
    news = null;
    return last == null ? export.remark() : last;
  }

  private synchronized void endLeft() {
    CheckpointExport before = left;
    if (before != null) {
      left = null;
      long lost = before.end();
      if (lost > 0) {
        news = lost + " checkpoints were not taken where the policy no longer sends them";
      }
    }
  }

  /** Waits so long at most until webhooks have taken what was handed over. */
  void drain(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    export.drain(millis);
    CheckpointExport before = left;
    if (before != null) {
      before.drain(Math.max(0, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    endLeft();
    export.close();
  }
}
