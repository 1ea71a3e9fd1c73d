package io.bartizan.engine.webhook;

import io.bartizan.engine.trust.Authorities;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed messages to a URL by a thread of its own, in their order. Nobody waits for it: what
 * finds no place is counted, and the next message tells how many those were.
 *
 * <p>A message is taken by its receiver with any status from 200 to 299, whatever follows it.
 * Otherwise it is sent again, with the same id, after 1, 2, 4, 8, 16 and then every 30 s. It is
 * given up, and counted as lost, after {@link #KEEP_NANOS}; one that its receiver refuses again and
 * again, after {@link #REFUSALS} attempts. Redirects are refusals: what is told goes where the
 * policy says or nowhere.
 */
public final class Webhook implements AutoCloseable {

  /** A message, made when it is sent first. */
  public interface Message {

    /**
     * Its JSON. Called once, by the thread that sends.
     *
     * @param lost how many messages were lost since one told of that
     * @throws IOException if it can't be made; then it is lost
     */
    byte[] body(long lost) throws IOException;
  }

  /** Which message is lost where there is no room for all. */
  public enum Full {
    /** The one that would be one more: the first tell how it began. */
    LOSE_NEWEST,
    /** The one that waits longest: the last speaks for those before it. */
    LOSE_OLDEST
  }

  /** Messages that wait, besides the one under way. */
  public static final int PLACES = 256;

  /** So long a message is kept for a receiver that does not answer, or answers with 5xx. */
  public static final long KEEP_NANOS = TimeUnit.HOURS.toNanos(24);

  /** So often a message is sent whose receiver refuses it: some three minutes. */
  public static final int REFUSALS = 10;

  private static final long MAX_PAUSE_MILLIS = TimeUnit.SECONDS.toMillis(30);
  private static final long REST_MILLIS = TimeUnit.SECONDS.toMillis(10);
  private static final long CLOSE_MILLIS = 500;

  private static final String REFUSED = "refused";

  /** RFC 9110, 15.5.9; RFC 8470, 5.2; RFC 6585, 4: later it may be taken. */
  private static final Set<Integer> LATER = new HashSet<>(Arrays.asList(408, 425, 429));

  private final io.bartizan.policy.Webhook to;
  private final Signer signer;
  private final Authorities trust;
  private final Backlog backlog;
  private final Consumer<@Nullable String> news;
  private final Thread thread;
  private final AtomicLong taken = new AtomicLong();
  private volatile @Nullable Call call;
  private volatile boolean ended;
  private volatile boolean busy;
  private volatile @Nullable String trouble;
  private long toldLost;

  private Webhook(
      io.bartizan.policy.Webhook to,
      Authorities trust,
      Backlog backlog,
      Consumer<@Nullable String> news) {
    this.to = to;
    this.signer = Signer.of(to);
    this.trust = trust;
    this.backlog = backlog;
    this.news = news;
    this.thread = new Thread(this::run, "bartizan-webhook");
    thread.setDaemon(true);
    thread.setContextClassLoader(Webhook.class.getClassLoader());
  }

  /**
   * A webhook whose key can be used now.
   *
   * @param news hears, on the thread that sends, why messages are not taken, once, and null once
   *     they are again; it must not wait for anybody
   * @throws WebhookException if it can't, or the certificates that its server may have can't
   */
  public static Webhook open(
      io.bartizan.policy.Webhook to, Full full, Consumer<@Nullable String> news)
      throws WebhookException {
    return open(to, new Backlog(PLACES, full), news);
  }

  static Webhook open(
      io.bartizan.policy.Webhook to, Backlog backlog, Consumer<@Nullable String> news)
      throws WebhookException {
    Webhook hook = new Webhook(to, trust(to), backlog, news);
    try {
      hook.signer.sign(new Outgoing(to.url(), "msg_probe", 0, new byte[0]));
    } catch (IOException | RuntimeException unusable) {
      throw new WebhookException(
          "error BZ3020: the key "
              + to.key()
              + " that messages to "
              + to.url()
              + " are signed with can't be used: "
              + unusable.getMessage()
              + "\n  hint: "
              + hint(to),
          unusable);
    }
    hook.thread.start();
    return hook;
  }

  private static String hint(io.bartizan.policy.Webhook to) {
    return to.signing() == io.bartizan.policy.Webhook.Signing.HMAC
        ? "put a secret of 24 or more random characters alone there, for the server's user to read"
            + " and nobody else"
        : "put a private JWK there, of an Ed25519 or P-256 key or of 32 or more secret octets, for"
            + " the server's user to read and nobody else";
  }

  private static Authorities trust(io.bartizan.policy.Webhook to) throws WebhookException {
    try {
      return Authorities.of(to.trust());
    } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
      throw new WebhookException(
          "error BZ3021: the certificates for the webhook "
              + to.url()
              + " can't be used: "
              + unusable
              + "\n  hint: put the certificates of its authorities there, in PEM, or mend 'trust'"
              + " beside it",
          unusable);
    }
  }

  /** Hands a message over and returns at once; false if it or an older one is lost. */
  public boolean offer(Message message) {
    return backlog.add(message);
  }

  /** Messages that were lost so far. */
  public long lost() {
    return backlog.lost();
  }

  /** Messages that the receiver has taken so far. */
  public long taken() {
    return taken.get();
  }

  /** Why the last attempt failed; null if it did not, or there was none. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** Whether nothing waits and nothing is under way. */
  public boolean idle() {
    return backlog.isEmpty() && !busy;
  }

  /** Waits so long at most until all is taken. */
  public void drain(long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      while (!idle() && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!ended) {
      try {
        // Seen as busy before it is taken out: whoever drains must not look in between.
        busy = true;
        Message message = backlog.poll();
        if (message == null) {
          busy = false;
          backlog.await(REST_MILLIS);
        } else {
          send(message);
        }
      } catch (InterruptedException nobodys) {
        // Closing does not interrupt: whoever did has no business here, and the loop goes on.
        busy = false;
      } catch (RuntimeException | Error failed) {
        survive(failed);
      }
    }
    busy = false;
  }

  /** With the heap full even telling of it throws, and that must not end the thread. */
  private void survive(Throwable failed) {
    backlog.lose();
    try {
      told("a message is lost: " + failed);
    } catch (RuntimeException | Error untold) {
      trouble = null;
    }
  }

  private void send(Message message) throws InterruptedException {
    long told = backlog.lost() - toldLost;
    Outgoing first;
    try {
      byte[] body = message.body(told);
      first = new Outgoing(to.url(), "msg_" + UUID.randomUUID(), 0, body);
    } catch (IOException unmade) {
      survive(unmade);
      return;
    }
    long began = System.nanoTime();
    long pause = TimeUnit.SECONDS.toMillis(1);
    int refused = 0;
    while (!ended) {
      String why = attempt(first);
      if (why == null) {
        toldLost += told;
        taken.incrementAndGet();
        told(null);
        return;
      }
      refused += why.startsWith(REFUSED) ? 1 : 0;
      told(why);
      if (refused >= REFUSALS || System.nanoTime() - began > KEEP_NANOS) {
        break;
      }
      backlog.pause(pause);
      pause = Math.min(2 * pause, MAX_PAUSE_MILLIS);
    }
    backlog.lose();
  }

  /** Null if it was taken; otherwise why not. */
  private @Nullable String attempt(Outgoing message) throws InterruptedException {
    try {
      int status = post(message);
      if (status / 100 == 2) {
        return null;
      }
      boolean refused = status < 500 && !LATER.contains(status);
      return (refused ? REFUSED : "not taken") + " with status " + status;
    } catch (IOException | RuntimeException | Error failed) {
      // No thread or no memory left: there is another attempt.
      return failed.getMessage() == null ? failed.toString() : failed.getMessage();
    }
  }

  private int post(Outgoing message) throws IOException, InterruptedException {
    Call before = call;
    if (before != null && before.underWay()) {
      throw new IOException("the attempt before has not ended");
    }
    long now = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    Outgoing dated = new Outgoing(message.url, message.id, now, message.body);
    Call mine = new Call(trust);
    call = mine;
    if (ended) {
      throw new IOException("nothing is sent any more");
    }
    return mine.make(dated.url, signer.sign(dated), dated.body);
  }

  private void told(@Nullable String why) {
    String before = trouble;
    trouble = why;
    if ((why == null) != (before == null) && !ended) {
      news.accept(why);
    }
  }

  /**
   * Sends one message now, by the calling thread, and waits for what comes of it.
   *
   * @return null if it was taken; otherwise why not
   */
  public @Nullable String attempt(Message message) throws IOException, InterruptedException {
    byte[] body = message.body(0);
    return attempt(new Outgoing(to.url(), "msg_" + UUID.randomUUID(), 0, body));
  }

  /** Ends it; what waits still is lost. Does not wait for its receiver. */
  @Override
  public void close() {
    ended = true;
    backlog.close();
    Call now = call;
    if (now != null) {
      now.cut();
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
