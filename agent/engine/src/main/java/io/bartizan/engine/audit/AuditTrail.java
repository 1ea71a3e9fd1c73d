package io.bartizan.engine.audit;

import io.bartizan.engine.webhook.WebhookException;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Seal;
import io.bartizan.policy.Syslog;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue between request threads and the sink. Its places are bounded; a permit holds one from
 * the decision until its record is written, so that no permitted request can go unrecorded. Request
 * threads take a place by one atomic step and append to a lock-free queue; they never wait.
 */
public final class AuditTrail implements AutoCloseable {

  /** Hears events where they are offered, before anything becomes of them. */
  public interface Ear {

    /** Called by whoever offers an event, a request's own thread among them: it must not wait. */
    void hear(AuditEvent event);
  }

  /** See {@link Places#COUNT}. */
  static final int PLACES = Places.COUNT;

  /** A bound on waiting for the last records when the trail is closed. */
  private static final long CLOSE_MILLIS = 5000;

  /** So long the end of the process waits for a syslog server at most. */
  private static final long COPY_MILLIS = 2000;

  private final Places places = new Places();
  private final Denials denials;
  private final @Nullable SyslogCopy copy;
  private final TrailWriter writer;
  private final Thread thread;
  private @Nullable Rotator rotator;
  private @Nullable Checkpoints checkpoints;

  /** Who hears what is offered; nobody at first. */
  private volatile Ear ear = event -> {};

  AuditTrail(Sink sink) {
    this(sink, new OcsfEncoder());
  }

  AuditTrail(Sink sink, LineEncoder encoder) {
    this(sink, encoder, false);
  }

  AuditTrail(Sink sink, LineEncoder encoder, boolean durable) {
    this(sink, encoder, durable, new Denials(), null);
  }

  AuditTrail(
      Sink sink, LineEncoder encoder, boolean durable, Denials denials, @Nullable SyslogCopy copy) {
    this.copy = copy;
    this.denials = denials;
    Batch batch = new Batch(encoder, DecisionIds.next());
    this.writer = new TrailWriter(sink, places, batch, denials, durable, copy);
    this.thread = new Thread(writer, "bartizan-audit");
    thread.setDaemon(true);
    thread.setContextClassLoader(AuditTrail.class.getClassLoader());
    thread.start();
  }

  /**
   * Opens a trail.
   *
   * @throws AuditException if its file can't be written, or what its syslog server may have for a
   *     certificate can't be read
   */
  public static AuditTrail open(AuditSink to) throws AuditException {
    Path file = to.file();
    Seal seal = to.seal();
    Rotator rotator = file == null ? null : new Rotator(file, to.rotation());
    Checkpoints checkpoints = seal == null ? null : Sealing.checkpoints(seal);
    Sink sink = sink(to, rotator, checkpoints);
    boolean ready = false;
    try {
      LineEncoder encoder = to.syslogFormat() ? new SyslogEncoder() : new OcsfEncoder();
      Syslog server = to.syslog();
      SyslogCopy copy = server == null ? null : new SyslogCopy(server);
      AuditTrail trail = new AuditTrail(sink, encoder, to.synced(), new Denials(), copy);
      trail.rotator = rotator;
      trail.checkpoints = checkpoints;
      ready = true;
      return trail;
    } finally {
      if (!ready) {
        close(sink);
      }
    }
  }

  /**
   * Opens the trail of a changed policy.
   *
   * @param before the trail that is written now
   * @throws AuditException if that can't be; also where it is the same file, written otherwise
   */
  public static AuditTrail open(AuditSink to, AuditSink before) throws AuditException {
    Path file = to.file();
    if (file != null && file.equals(before.file())) {
      throw new AuditException(
          "error BZ3022: the audit file "
              + file
              + " is written already, and otherwise: "
              + before
              + "\n"
              + "  hint: name another file in audit.file, or restart the server; rotate,"
              + " seal.checkpoint and seal.export may change while it is written",
          null);
    }
    return open(to);
  }

  /** What a changed policy needs for the same trail, ready and not in use yet. */
  public static final class Change {
    private final AuditSink to;
    private final @Nullable CheckpointExport export;

    private Change(AuditSink to, @Nullable CheckpointExport export) {
      this.to = to;
      this.export = export;
    }

    /** Nothing comes of the policy. */
    public void discard() {
      if (export != null) {
        export.close();
      }
    }
  }

  /**
   * Makes ready what can change while the trail goes on.
   *
   * @param to the same trail, as {@link AuditSink#sameTrail} has it
   * @throws AuditException if its checkpoints can't be sent where they should
   */
  public Change prepare(AuditSink to) throws AuditException {
    Checkpoints ours = checkpoints;
    Seal seal = to.seal();
    try {
      return new Change(to, ours == null || seal == null ? null : ours.prepare(seal));
    } catch (WebhookException unusable) {
      throw new AuditException(String.valueOf(unusable.getMessage()), unusable);
    }
  }

  /** Goes on as a changed policy says: in other files, with other checkpoints. */
  public void follow(Change change) {
    Rotator by = rotator;
    if (by != null) {
      by.follow(change.to.rotation());
    }
    Checkpoints ours = checkpoints;
    Seal seal = change.to.seal();
    if (ours != null && seal != null) {
      ours.follow(seal, change.export);
    }
  }

  private static void close(Sink unused) {
    try {
      unused.close();
    } catch (IOException unclosed) {
      // What kept the trail from being opened matters more.
      return;
    }
  }

  private static Sink sink(
      AuditSink sink, @Nullable Rotator rotator, @Nullable Checkpoints checkpoints)
      throws AuditException {
    Path file = sink.file();
    if (file == null || rotator == null) {
      boolean out = sink.kind() == AuditSink.Kind.STDOUT;
      return new StreamSink(out ? FileDescriptor.out : FileDescriptor.err);
    }
    try {
      Seal seal = sink.seal();
      return seal == null || checkpoints == null
          ? new FileSink(file, AuditFile::open, rotator)
          : Sealing.open(file, seal, rotator, checkpoints);
    } catch (NoFileException pipe) {
      throw new AuditException(
          "error BZ3002: the audit file "
              + file
              + " is "
              + pipe.getMessage()
              + "\n"
              + "  hint: name a file, or set audit.file: stdout and let a collector read that",
          pipe);
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

  /** A trail whose records nobody keeps. */
  public static AuditTrail toNowhere() {
    return new AuditTrail(new NowhereSink());
  }

  /** From now on this one hears what is offered, and nobody else. */
  public void tell(Ear listener) {
    ear = listener;
    writer.tell(listener);
  }

  /** Whoever hears must not keep a record from the trail, whatever befalls him. */
  private void hear(AuditEvent event) {
    try {
      ear.hear(event);
    } catch (RuntimeException | Error deaf) {
      // With the heap full it could not even be said.
      return;
    }
  }

  /** Takes a place for a record to come; false if there is none, or the sink is failing. */
  public boolean reserve() {
    return ready() && taken(places.take());
  }

  private boolean taken(boolean place) {
    if (!place) {
      // The writer may be having a nap.
      LockSupport.unpark(thread);
    }
    return place;
  }

  private static boolean refusal(AuditEvent event) {
    return event.kind() == AuditEvent.Kind.REQUEST && event.outcome() == AuditEvent.Outcome.REFUSED;
  }

  /** A trail that was left can promise as much as its heir can. */
  private boolean ready() {
    AuditTrail heir = places.heir();
    return heir == null ? !writer.failing() && !places.left() : !heir.full() && heir.ready();
  }

  /** Gives a reserved place back unused. */
  public void release() {
    places.free(1);
  }

  /** Gives a reserved place back whose record could not be made; it is counted as lost. */
  public void forfeit() {
    places.free(1);
    places.lose(1);
  }

  /** Counts a record as lost that could not be made and holds no place. */
  public void lose() {
    places.lose(1);
  }

  /**
   * Records an event in a place reserved before, or counts it with others that are alike. After a
   * throw the place is still held.
   */
  public void record(AuditEvent event) {
    hear(event);
    if (denials.count(event)) {
      places.free(1);
      return;
    }
    add(event);
  }

  private void add(AuditEvent event) {
    places.add(event);
    writer.wake(thread);
  }

  /**
   * Records an event if there is a place, for a refusal one that permits can spare; otherwise
   * counts it as lost. In a storm of refusals, one that is like others before it takes no place and
   * is counted with them.
   *
   * @return false if it is lost
   */
  public boolean offer(AuditEvent event) {
    AuditTrail heir = places.heir();
    if (heir != null) {
      return heir.offer(event);
    }
    hear(event);
    if (denials.count(event)) {
      return true;
    }
    if (!taken(refusal(event) ? places.takeForRefusal() : places.take())) {
      lose();
      return false;
    }
    try {
      add(event);
    } catch (RuntimeException | Error failed) {
      forfeit();
      throw failed;
    }
    return true;
  }

  void adopt(AuditEvent event) {
    places.adopt(event);
    LockSupport.unpark(thread);
  }

  void inherit(long untold) {
    places.lose(untold);
    LockSupport.unpark(thread);
  }

  /** Events that found no place, or could not be encoded. */
  public long lost() {
    return places.lost();
  }

  /** Whether the last write failed; reservations are refused until one succeeds. */
  public boolean failing() {
    return writer.failing();
  }

  /** Whether no place is free. */
  public boolean full() {
    return places.full();
  }

  /** Records written. */
  public long written() {
    return writer.written();
  }

  /** How often the writer has waited for records so far. */
  long rests() {
    return writer.rests();
  }

  /** Waits until all that was recorded before is written, or so many milliseconds. */
  public boolean flush(long millis) {
    denials.ask();
    return await(millis, writer::idle);
  }

  /**
   * The same where the process is about to end: a sealed trail is closed, so that its end shows.
   * What is recorded all the same afterwards is written, and the trail closed again.
   */
  public boolean conclude(long millis) {
    SyslogCopy copied = copy;
    if (copied != null) {
      copied.drain(Math.min(millis / 2, COPY_MILLIS));
      copied.close();
    }
    writer.conclude();
    return await(millis, () -> writer.idle() && writer.concluded());
  }

  private boolean await(long millis, BooleanSupplier done) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      LockSupport.unpark(thread);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return true;
  }

  /**
   * Leaves this trail to another, which records from now on whatever still comes here: requests
   * under way keep the trail that they began with. A write that is under way is finished; what
   * can't be written is the heir's, so that a trail can be moved off a full disk. Does not wait.
   */
  public void leaveTo(AuditTrail heir) {
    places.leave(heir);
    writer.end();
    LockSupport.unpark(thread);
  }

  /** Writes what is left, for at most 5 s, and closes the sink. */
  @Override
  public void close() {
    flush(CLOSE_MILLIS);
    writer.end();
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    places.leave(null);
  }
}
