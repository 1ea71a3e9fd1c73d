package io.bartizan.engine.audit;

import io.bartizan.policy.AuditSink;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The queue between request threads and the sink. Its places are bounded; a permit holds one from
 * the decision until its record is written, so that no permitted request can go unrecorded. Request
 * threads take a place by one atomic step and append to a lock-free queue; they never wait.
 */
public final class AuditTrail implements AutoCloseable {

  /** Places: a burst of as many requests before the disk takes the first; some 8 MiB at most. */
  static final int PLACES = 8192;

  /** A bound on waiting for the last records when the trail is closed. */
  private static final long CLOSE_MILLIS = 5000;

  private final AtomicInteger taken = new AtomicInteger();
  private final Queue<AuditEvent> queue = new ConcurrentLinkedQueue<>();
  private final LongAdder lost = new LongAdder();
  private final TrailWriter writer;
  private final Thread thread;

  AuditTrail(Sink sink) {
    this.writer = new TrailWriter(sink, queue, taken, lost);
    this.thread = new Thread(writer, "bartizan-audit");
    thread.setDaemon(true);
    thread.setContextClassLoader(AuditTrail.class.getClassLoader());
    thread.start();
  }

  /**
   * Opens a trail.
   *
   * @throws AuditException if its file can't be written
   */
  public static AuditTrail open(AuditSink sink) throws AuditException {
    Path file = sink.file();
    if (file == null) {
      boolean out = sink.kind() == AuditSink.Kind.STDOUT;
      return new AuditTrail(new StreamSink(out ? FileDescriptor.out : FileDescriptor.err));
    }
    try {
      return new AuditTrail(new FileSink(file));
    } catch (IOException unwritable) {
      throw new AuditException(
          "error BZ3001: the audit file "
              + file
              + " can't be written: "
              + unwritable
              + "\n"
              + "  hint: give the server's user the right to write there, or set audit.file:"
              + " stdout",
          unwritable);
    }
  }

  /** Takes a place for a record to come; false if there is none, or the sink is failing. */
  public boolean reserve() {
    if (writer.failing()) {
      return false;
    }
    if (taken.incrementAndGet() > PLACES) {
      taken.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Gives a reserved place back unused. */
  public void release() {
    taken.decrementAndGet();
  }

  /** Records an event in a place reserved before. */
  public void record(AuditEvent event) {
    queue.add(event);
    LockSupport.unpark(thread);
  }

  /** Records an event if there is a place; otherwise counts it as lost. */
  public boolean offer(AuditEvent event) {
    if (taken.incrementAndGet() > PLACES) {
      taken.decrementAndGet();
      lost.increment();
      return false;
    }
    record(event);
    return true;
  }

  /** Events that found no place. */
  public long lost() {
    return lost.sum();
  }

  /** Whether the last write failed; reservations are refused until one succeeds. */
  public boolean failing() {
    return writer.failing();
  }

  /** Events written. */
  public long written() {
    return writer.written();
  }

  /** Waits until all that was recorded before is written, or so many milliseconds. */
  public boolean flush(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!writer.idle()) {
      if (System.nanoTime() > until) {
        return false;
      }
      LockSupport.unpark(thread);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return true;
  }

  /** Writes what is left, for at most 5 s, and closes the sink. */
  @Override
  public void close() {
    flush(CLOSE_MILLIS);
    writer.stop();
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
