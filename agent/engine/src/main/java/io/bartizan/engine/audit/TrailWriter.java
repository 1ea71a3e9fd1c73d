package io.bartizan.engine.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that encodes and writes. What fails is tried again until it is done, whatever it
 * was: places come free only when their records are written.
 */
final class TrailWriter implements Runnable {

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * While records come, the writer looks for them so often and is not woken: waking a thread costs
   * a request more than its whole decision. At a million records a second the queue is not full
   * before the next look.
   */
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Without a record for so long it sleeps until it is woken. */
  private static final long AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** A loss of power costs the records of about so long; each record's own sync would cost more. */
  static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(1);

  /**
   * Synced before the second is over when so much was written: a sync holds the writer up for as
   * long as the disk takes for what it was not given yet, and the queue must bear that.
   */
  static final long SYNC_BYTES = 4L << 20;

  /** A disk on the verge fails and heals many times; it is told once in so long. */
  private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(TrailWriter.class);

  private final Sink sink;
  private final Places places;
  private final Batch batch;
  private final Denials denials;
  private final boolean durable;
  private final @Nullable SyslogCopy copy;
  private final Herald herald = new Herald();
  private final AtomicLong written = new AtomicLong();
  private volatile boolean unwritten;
  private volatile boolean unsynced;
  private volatile boolean ended;
  private volatile boolean concluding;
  private volatile boolean concluded;
  private volatile boolean busy;
  private volatile boolean asleep;
  private final OwnVoice voice = new OwnVoice();
  private final AtomicLong rests = new AtomicLong();
  private long workedNanos = System.nanoTime();
  private @Nullable String remark;
  private long toldLost;
  private long sinceSync;
  private long bytesSinceSync;

  /** Whether the batch in hand is written, and waits to be synced. */
  private boolean handedOver;

  /** Whether the last batch was at least half of what one can be: the next is begun at once. */
  private boolean pressed;

  private long syncedNanos = System.nanoTime();
  private boolean told;

  /** Whether what was not copied has been told for the last time. */
  private boolean farewell;

  private long toldNanos;

  /**
   * A writer.
   *
   * @param denials what is counted instead of written
   * @param durable whether a record counts as written only once it is synced
   * @param copy where what is written goes as well; null if nowhere
   */
  TrailWriter(
      Sink sink,
      Places places,
      Batch batch,
      Denials denials,
      boolean durable,
      @Nullable SyslogCopy copy) {
    this.sink = sink;
    this.places = places;
    this.batch = batch;
    this.denials = denials;
    this.durable = durable;
    this.copy = copy;
  }

  /** Who hears what the trail says of itself. */
  void tell(AuditTrail.Ear listener) {
    voice.tell(listener);
  }

  /** Whether the last attempt to write or to sync failed. */
  boolean failing() {
    return unwritten || unsynced;
  }

  long written() {
    return written.get();
  }

  boolean idle() {
    return places.waiting().isEmpty() && !busy && !denials.asked();
  }

  /** From now on the sink is made whole whenever nothing waits. */
  void conclude() {
    concluding = true;
  }

  /** Whether it was, and nothing was written since. */
  boolean concluded() {
    return concluded;
  }

  /** Ends after the write under way; what is left then is the heir's. */
  void end() {
    ended = true;
  }

  @Override
  public void run() {
    while (!ended) {
      busy = true;
      try {
        int worked = step();
        if (worked > 0) {
          workedNanos = System.nanoTime();
        }
        if (!pressed) {
          busy = false;
          rest();
        }
      } catch (IOException | RuntimeException | Error failed) {
        survive(failed);
        LockSupport.parkNanos(RETRY_NANOS);
      }
      // An interrupt, whoever sent it, would close every file that is written from now on.
      Thread.interrupted();
    }
    leave();
    busy = false;
  }

  /** How often it has waited for records so far. */
  long rests() {
    return rests.get();
  }

  private void rest() {
    rests.incrementAndGet();
    if (System.nanoTime() - workedNanos < AWAKE_NANOS) {
      LockSupport.parkNanos(NAP_NANOS);
      return;
    }
    asleep = true;
    // Looked at again after it is said: whoever adds a record looks at these in the other order.
    if (places.waiting().isEmpty() && !ended) {
      LockSupport.parkNanos(IDLE_NANOS);
    }
    asleep = false;
  }

  /** A record was added: the thread that runs this is woken if it sleeps. */
  void wake(Thread thread) {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  /** Writes one batch; how many events it had. */
  private int step() throws IOException {
    if (copy != null) {
      copy.look();
    }
    sync();
    if (!batch.sealed()) {
      batch.take(places.waiting());
      denials.look(concluding, batch::add);
      tell();
    }
    if (batch.isEmpty()) {
      settle();
      unwritten = false;
      pressed = false;
      heal();
      return 0;
    }
    concluded = false;
    if (!handedOver) {
      ByteBuffer lines = batch.left();
      long bytes = lines.remaining();
      sink.write(lines);
      unwritten = false;
      bytesSinceSync += bytes;
      sinceSync += batch.lines();
      pressed = batch.events().size() >= Batch.EVENTS / 2 || bytes >= Batch.BYTES / 2;
      handedOver = true;
      if (copy != null) {
        copy.offer(batch.all());
      }
    }
    if (durable) {
      sync();
    }
    int events = batch.events().size();
    written.addAndGet(batch.lines());
    places.free(events);
    batch.clear();
    handedOver = false;
    heal();
    return events;
  }

  /** Nothing is owed to the sink now. */
  private void settle() throws IOException {
    if (concluding) {
      sink.conclude();
      concluded = true;
    } else {
      sink.idle();
    }
  }

  private void sync() throws IOException {
    boolean due =
        durable || System.nanoTime() - syncedNanos >= SYNC_NANOS || bytesSinceSync >= SYNC_BYTES;
    if (sinceSync == 0 || !due) {
      return;
    }
    try {
      sink.sync();
    } catch (IOException lost) {
      if (!unsynced) {
        remark = sinceSync + " records may be missing: they could not be synced to the disk";
      }
      unsynced = true;
      throw lost;
    }
    unsynced = false;
    sinceSync = 0;
    bytesSinceSync = 0;
    syncedNanos = System.nanoTime();
    heal();
  }

  /** What befell the trail stands in the trail. */
  private void tell() {
    String news = remark == null ? sink.remark() : remark;
    if (news != null) {
      remark = news;
      AuditEvent own = batch.own(AuditEvent.Kind.TRAIL, news, 0);
      batch.add(own);
      voice.say(own);
      remark = null;
    }
    int broken = batch.takeBroken();
    if (broken > 0) {
      places.lose(broken);
      toldLost += broken;
      batch.tell(broken + " records could not be encoded", broken);
    }
    long lost = places.lost();
    if (lost > toldLost) {
      long count = lost - toldLost;
      batch.tell(count + " records found no place in the audit queue", count);
      toldLost = lost;
    }
    AuditEvent uncopied = uncopied();
    if (uncopied != null) {
      batch.add(uncopied);
      voice.say(uncopied);
    }
  }

  /** What was not copied, if that is due to be told. After the copy's end it is told once. */
  private @Nullable AuditEvent uncopied() {
    SyslogCopy to = copy;
    if (to == null || farewell) {
      return null;
    }
    farewell = to.ended();
    long count = to.untold(farewell);
    return count == 0
        ? null
        : batch.own(
            AuditEvent.Kind.SYSLOG,
            count
                + " records were not sent to the syslog server "
                + to.name()
                + (farewell ? ", nor is any after this one" : ""),
            count);
  }

  /** With the heap full even telling of it throws, and that must not end the thread. */
  private void survive(Throwable failed) {
    try {
      fail(failed);
    } catch (RuntimeException | Error untold) {
      told = false;
    }
  }

  private void fail(Throwable failed) {
    if (!unsynced) {
      unwritten = true;
    }
    long now = System.nanoTime();
    if (!told && (toldNanos == 0 || now - toldNanos > TELL_NANOS)) {
      told = true;
      toldNanos = now;
      herald.say(
          () ->
              LOG.error(
                  "the audit trail can't be written; requests are refused until it can", failed));
    }
  }

  private void heal() {
    if (told && !failing()) {
      told = false;
      herald.say(() -> LOG.warn("the audit trail is written again"));
    }
  }

  /** What could not be written is left to the heir; without one it is counted and told. */
  private void leave() {
    // What is written already is not the heir's, even if it could not be synced.
    List<AuditEvent> owed = handedOver ? Collections.emptyList() : batch.events();
    if (handedOver) {
      places.free(batch.events().size());
    }
    denials.leaveTo(places::give);
    if (copy != null) {
      copy.close();
      AuditEvent uncopied = uncopied();
      if (uncopied != null) {
        places.give(uncopied);
      }
    }
    int left = places.bequeath(owed, places.lost() - toldLost);
    if (left > 0) {
      herald.say(() -> LOG.error("{} audit records could not be written before the end", left));
    }
    try {
      sink.close();
    } catch (IOException | RuntimeException | Error failed) {
      herald.say(() -> LOG.error("the audit sink could not be closed", failed));
    }
  }
}
