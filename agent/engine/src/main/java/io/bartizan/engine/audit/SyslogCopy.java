package io.bartizan.engine.audit;

import io.bartizan.policy.Syslog;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what stands in the trail to a syslog server as well, by a thread of its own. No request and
 * no record waits for it: what finds no place here is not sent, and the trail tells how much that
 * was. A message that could not be sent is sent again, whole, when the server is back.
 */
public final class SyslogCopy implements Closeable {

  /** Records that wait for a server that is slow or away. */
  static final int PLACES = 8192;

  /** And no more bytes than this. */
  static final long MAX_BYTES = 16L << 20;

  /** A message that takes so long to send has met a server that hangs: it is cut off. */
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Between two attempts to reach a server that is away. */
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** What could not be sent is told once in so long: a record that tells of it is one more. */
  private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(SyslogCopy.class);

  private final Syslog server;
  private final SyslogLink link;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(PLACES);
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final Thread thread;
  private final Herald herald = new Herald();
  private volatile byte @Nullable [] inHand;
  private volatile long sendingNanos;
  private volatile boolean away;
  private volatile boolean asleep;
  private volatile boolean ended;
  private long saidNanos = System.nanoTime() - 2 * TELL_NANOS;
  private long toldLost;
  private long toldNanos = System.nanoTime() - TELL_NANOS;

  /**
   * A copy that begins with the next line.
   *
   * @throws AuditException if the certificates that the server may have can't be read
   */
  public SyslogCopy(Syslog server) throws AuditException {
    this.server = server;
    try {
      this.link = new SyslogLink(server);
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      throw new AuditException(
          "error BZ3007: the certificates for the syslog server "
              + server
              + " can't be used: "
              + unreadable
              + "\n  hint: put the certificates of its authorities there, in PEM, or mend"
              + " audit.syslog.trust, or the one beside the alerts' server",
          unreadable);
    }
    this.thread = new Thread(this::run, "bartizan-syslog");
    thread.setDaemon(true);
    thread.setContextClassLoader(SyslogCopy.class.getClassLoader());
    thread.start();
  }

  /** Takes lines that stand in the trail, as far as there is room. Never waits. */
  void offer(ByteBuffer lines) {
    byte[] all = lines.array();
    int end = lines.arrayOffset() + lines.limit();
    int from = lines.arrayOffset() + lines.position();
    for (int i = from; i < end; i++) {
      if (all[i] == '\n') {
        take(Arrays.copyOfRange(all, from, i));
        from = i + 1;
      }
    }
  }

  /**
   * Takes a line of text for people, as far as there is room. Never waits.
   *
   * @param severity OCSF's {@code severity_id}
   * @param type what kind of message it is: ASCII without spaces, 32 characters at most
   */
  public void say(int severity, long millis, String type, String text) {
    take(SyslogMessage.of(severity, millis, type, text));
  }

  private void take(byte[] line) {
    if (ended || bytes.get() + line.length > MAX_BYTES || !waiting.offer(line)) {
      lost.incrementAndGet();
    } else {
      bytes.addAndGet(line.length);
      if (asleep) {
        asleep = false;
        LockSupport.unpark(thread);
      }
    }
  }

  /** Lines that were not sent and will not be. */
  public long lost() {
    return lost.get();
  }

  /** Lines that were handed over, as far as this end can tell. */
  public long sent() {
    return sent.get();
  }

  /** Whether nothing is sent any more. */
  boolean ended() {
    return ended;
  }

  /** Whether all was sent that waited. */
  public boolean idle() {
    return waiting.isEmpty() && inHand == null;
  }

  /** A look by the writer, several times a second: cuts off a server that hangs. */
  public void look() {
    long since = sendingNanos;
    if (since != 0 && System.nanoTime() - since > HANG_NANOS) {
      sendingNanos = System.nanoTime() | 1;
      link.cut();
    }
  }

  /**
   * How many more lines were lost than was told, if that is due; 0 otherwise. They count as told.
   *
   * @param now whether it is due in any case
   */
  public long untold(boolean now) {
    long nanos = System.nanoTime();
    long more = lost.get() - toldLost;
    if (more == 0 || !now && nanos - toldNanos < TELL_NANOS) {
      return 0;
    }
    toldNanos = nanos;
    toldLost += more;
    return more;
  }

  /** The server, as it is told of. */
  String name() {
    return server.toString();
  }

  private void run() {
    boolean late = true;
    while (!ended) {
      try {
        byte[] line = inHand;
        if (line == null) {
          line = next();
          late |= line == null;
        }
        if (line != null) {
          send(line, late);
          late = false;
        }
      } catch (IOException | RuntimeException | Error failed) {
        survive(failed);
      }
      Thread.interrupted();
    }
    link.close();
  }

  /** The next line; null if there was none for a while. It has its place until it is in hand. */
  private byte @Nullable [] next() {
    if (waiting.isEmpty()) {
      asleep = true;
      if (waiting.isEmpty() && !ended) {
        LockSupport.parkNanos(REST_NANOS);
      }
      asleep = false;
    }
    byte[] line = waiting.peek();
    if (line != null) {
      inHand = line;
      waiting.poll();
      bytes.addAndGet(-line.length);
    }
    return line;
  }

  private void send(byte[] line, boolean late) throws IOException {
    byte[] message = line;
    if (line.length > 0 && line[0] != '<') {
      ByteArrayOutputStream whole = new ByteArrayOutputStream(line.length + 128);
      SyslogMessage.append(line, 0, line.length, whole);
      message = whole.toByteArray();
    }
    sendingNanos = System.nanoTime() | 1;
    try {
      link.send(message, late);
    } finally {
      sendingNanos = 0;
    }
    sent.incrementAndGet();
    inHand = null;
    if (away) {
      away = false;
      herald.say(() -> LOG.warn("the syslog server {} takes the audit trail again", server));
    }
  }

  /** With the heap full even telling of it throws, and that must not end the thread. */
  private void survive(Throwable failed) {
    try {
      link.close();
      long now = System.nanoTime();
      if (!away && !ended && now - saidNanos > TELL_NANOS) {
        away = true;
        saidNanos = now;
        herald.say(
            () ->
                LOG.warn(
                    "the syslog server {} can't be reached ({}); the trail goes on without it",
                    server,
                    failed.toString()));
      }
    } catch (RuntimeException | Error untold) {
      away = false;
    }
    if (!ended) {
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  /** Waits so long at most until all is sent. */
  public void drain(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!idle() && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Ends it; what waits still is lost. Does not wait for a server. */
  @Override
  public void close() {
    ended = true;
    link.end();
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.NANOSECONDS.toMillis(RETRY_NANOS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (inHand != null) {
      inHand = null;
      lost.incrementAndGet();
    }
    for (byte[] line = waiting.poll(); line != null; line = waiting.poll()) {
      lost.incrementAndGet();
    }
  }
}
