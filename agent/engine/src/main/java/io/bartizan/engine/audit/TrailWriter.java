package io.bartizan.engine.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that encodes and writes. A batch that fails is kept and tried again until it is
 * written; its places come free only then.
 */
final class TrailWriter implements Runnable {

  /** As many events go into one write at most. */
  private static final int BATCH = 512;

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final Logger LOG = LoggerFactory.getLogger(TrailWriter.class);

  private final Sink sink;
  private final Queue<AuditEvent> queue;
  private final AtomicInteger taken;
  private final LongAdder lost;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);
  private volatile boolean failing;
  private volatile boolean stopped;
  private volatile boolean busy;
  private final AtomicLong written = new AtomicLong();
  private long toldLost;

  TrailWriter(Sink sink, Queue<AuditEvent> queue, AtomicInteger taken, LongAdder lost) {
    this.sink = sink;
    this.queue = queue;
    this.taken = taken;
    this.lost = lost;
  }

  boolean failing() {
    return failing;
  }

  long written() {
    return written.get();
  }

  boolean idle() {
    return queue.isEmpty() && !busy;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    while (!stopped) {
      busy = true;
      try {
        if (!drain()) {
          busy = false;
          LockSupport.parkNanos(IDLE_NANOS);
        }
      } catch (RuntimeException | Error failed) {
        // One event that can't be encoded must not end the trail; its batch is counted as lost.
        LOG.error("the audit writer failed; it goes on", failed);
        failing = false;
      }
    }
    try {
      sink.close();
    } catch (IOException failed) {
      LOG.error("the audit sink could not be closed", failed);
    }
  }

  /** Writes one batch; false if there was nothing to write. */
  private boolean drain() {
    List<AuditEvent> batch = new ArrayList<>();
    for (AuditEvent event = queue.poll(); event != null; event = queue.poll()) {
      batch.add(event);
      if (batch.size() == BATCH) {
        break;
      }
    }
    if (batch.isEmpty()) {
      return false;
    }
    lines.reset();
    int encoded = 0;
    for (AuditEvent event : batch) {
      encoded += encode(event) ? 1 : 0;
    }
    tellLost(batch.get(0));
    persist(ByteBuffer.wrap(lines.toByteArray()));
    written.addAndGet(encoded);
    taken.addAndGet(-batch.size());
    return true;
  }

  private boolean encode(AuditEvent event) {
    int before = lines.size();
    try {
      OcsfEncoder.encode(event, lines);
      return true;
    } catch (IOException | RuntimeException broken) {
      LOG.error("an audit event could not be encoded", broken);
      byte[] whole = lines.toByteArray();
      lines.reset();
      lines.write(whole, 0, before);
      lost.increment();
      return false;
    }
  }

  /** After a flood, one event says how many found no place. */
  private void tellLost(AuditEvent any) {
    long now = lost.sum();
    if (now > toldLost) {
      AuditEvent.Builder note =
          new AuditEvent.Builder()
              .decisionId(DecisionIds.next())
              .timeMillis(System.currentTimeMillis())
              .outcome(AuditEvent.Outcome.REFUSED)
              .policyChange(true)
              .application(any.application())
              .policyDigest(any.policyDigest())
              .reason((now - toldLost) + " refusals found no place in the audit queue");
      if (encode(note.build())) {
        toldLost = now;
      }
    }
  }

  private void persist(ByteBuffer batch) {
    while (!stopped) {
      try {
        sink.write(batch.duplicate());
        if (failing) {
          LOG.warn("the audit trail is written again");
        }
        failing = false;
        return;
      } catch (IOException failed) {
        if (!failing) {
          LOG.error("the audit trail can't be written; requests are refused until it can", failed);
        }
        failing = true;
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
