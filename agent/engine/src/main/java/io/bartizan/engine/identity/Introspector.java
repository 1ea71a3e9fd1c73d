package io.bartizan.engine.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bartizan.engine.outbound.Transfer;
import io.bartizan.policy.Introspection;
import io.bartizan.policy.Issuer;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks an issuer about its tokens (RFC 7662). Requests with one token share one question; an answer
 * is believed for some seconds; whatever can't be asked or understood is refused. Questions are
 * asked on threads of their own, so that an event loop never waits.
 */
final class Introspector implements AutoCloseable {

  /** Answers that are kept; some 10 MiB with their claims. */
  static final int MAX_KNOWN = 10_000;

  /** Questions under way at once. A token that would be one more is answered with 503. */
  static final int MAX_UNDER_WAY = 64;

  /** So long after its beginning a question is waited for; a decision stays within its second. */
  static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  /** So long a question may take: what comes later than the wait is good for the next request. */
  static final long TOTAL_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** So long a token is not asked about again after a question that failed. */
  static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int MAX_CACHE_SECONDS = 60;

  private static final Logger LOG = LoggerFactory.getLogger(Introspector.class);

  private final Issuer issuer;
  private final Introspection how;
  private final ClientSecret secret;
  private final ServerTrust trust;
  private final Clock wall;
  private final LongSupplier clock;
  private final Map<TokenHash, Question> underWay = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile boolean closed;

  private final Cache<TokenHash, Answer> answers =
      Caffeine.newBuilder()
          .maximumSize(MAX_KNOWN)
          .expireAfterWrite(MAX_CACHE_SECONDS, TimeUnit.SECONDS)
          .executor(Runnable::run)
          .build();

  /** What became of a question: a principal, or a reason why there is none. */
  private static final class Answer {
    final @Nullable Principal principal;
    final String reason;
    final boolean failed;
    final long untilNanos;

    Answer(@Nullable Principal principal, String reason, boolean failed, long untilNanos) {
      this.principal = principal;
      this.reason = reason;
      this.failed = failed;
      this.untilNanos = untilNanos;
    }
  }

  /** A question, under way until its latch is open. */
  private static final class Question {
    final long startedNanos;
    final Transfer transfer;
    final CountDownLatch ended = new CountDownLatch(1);
    final Lounge lounge = new Lounge(ended);
    volatile @Nullable Answer answer;

    Question(long startedNanos, ServerTrust trust) {
      this.startedNanos = startedNanos;
      this.transfer = new Transfer(startedNanos, trust.authorities());
    }
  }

  /**
   * An introspector of an issuer that has it.
   *
   * @param clock monotonic, in nanoseconds
   * @throws KeySetException if the agent's own secret, or the certificates that the issuer's server
   *     may have, can't be used
   */
  Introspector(Issuer issuer, Introspection how, Clock wall, LongSupplier clock)
      throws KeySetException {
    this.issuer = issuer;
    this.how = how;
    this.secret = ClientSecret.of(how.clientId(), how.secretFile());
    this.trust = ServerTrust.of(issuer.trust());
    this.wall = wall;
    this.clock = clock;
  }

  /**
   * Whose token it is. Waits for less than a second.
   *
   * @throws Rejected if the issuer says that it is good no longer, or not for here
   * @throws Paused if the request waits elsewhere
   */
  Identification identify(String token, TokenHash hash, Pause pause) throws Rejected {
    Answer answer = answers.getIfPresent(hash);
    if (answer == null || clock.getAsLong() - answer.untilNanos >= 0) {
      Question question = ask(token, hash);
      await(question, pause);
      answer = question == null ? null : question.answer;
    }
    if (answer == null || answer.failed) {
      return Identification.rejected(
          CredentialError.unavailable(
              answer == null ? "no answer about the token" : answer.reason, 1, hash.toString()));
    }
    Principal principal = answer.principal;
    if (principal == null) {
      throw new Rejected(answer.reason);
    }
    ClaimRules.during(
        principal.validFrom(), principal.expiresAt(), issuer.terms().skewSeconds(), seconds());
    return Identification.of(principal);
  }

  /** The question about a token that is under way, or a new one; null if there are too many. */
  private @Nullable Question ask(String token, TokenHash hash) {
    Question mine = new Question(clock.getAsLong(), trust);
    Question other = underWay.putIfAbsent(hash, mine);
    if (other != null) {
      return other;
    }
    if (count.incrementAndGet() > MAX_UNDER_WAY || closed) {
      end(mine, hash);
      return null;
    }
    try {
      Thread thread = new Thread(() -> ask(mine, token, hash), "bartizan-introspection");
      thread.setDaemon(true);
      thread.setContextClassLoader(Introspector.class.getClassLoader());
      thread.start();
    } catch (Throwable unstartable) {
      // No memory or no thread left: whoever waits is answered with 503.
      end(mine, hash);
      return null;
    }
    return mine;
  }

  private void ask(Question mine, String token, TokenHash hash) {
    try {
      Answer answer = answer(mine, token, hash);
      mine.answer = answer;
      answers.put(hash, answer);
    } catch (Throwable unkept) {
      // Out of memory: that the question ends matters more than its answer.
      LOG.debug("an answer could not be kept", unkept);
    } finally {
      end(mine, hash);
    }
  }

  private void end(Question mine, TokenHash hash) {
    count.decrementAndGet();
    underWay.remove(hash, mine);
    mine.ended.countDown();
  }

  private Answer answer(Question mine, String token, TokenHash hash) {
    try {
      byte[] body =
          mine.transfer
              .post(
                  how.url(),
                  "token_type_hint=access_token&token=" + ClientSecret.encoded(token),
                  secret.authorization())
              .body();
      return read(StrictJson.object(body), hash);
    } catch (IOException | Rejected | RuntimeException failed) {
      LOG.warn("{} can't be asked about tokens: {}", how.url(), failed.toString());
      return new Answer(null, "introspection failed", true, clock.getAsLong() + FAILURE_NANOS);
    }
  }

  /** Reads an answer (RFC 7662, 2.2). */
  private Answer read(Map<String, Object> members, TokenHash hash) throws Rejected {
    Object active = members.get("active");
    if (!(active instanceof Boolean)) {
      throw new Rejected("an answer that does not say whether the token is active");
    }
    long until = clock.getAsLong() + TimeUnit.SECONDS.toNanos(how.cacheSeconds());
    if (!(Boolean) active) {
      return new Answer(null, "inactive", false, until);
    }
    if (members.containsKey("iss") && !issuer.issuer().equals(members.get("iss"))) {
      return new Answer(null, "token of another issuer", false, until);
    }
    try {
      Principal principal = ClaimRules.claimed(members, issuer, hash.toString(), seconds());
      return new Answer(principal, "", false, until);
    } catch (Rejected unfit) {
      return new Answer(null, unfit.reason(), false, until);
    }
  }

  private void await(@Nullable Question question, Pause pause) {
    if (question == null || question.ended.getCount() == 0) {
      return;
    }
    long left = question.startedNanos + WAIT_NANOS - clock.getAsLong();
    if (left <= 0) {
      return;
    }
    Runnable resume = pause.begin();
    if (resume != null) {
      if (question.lounge.admits(resume, left)) {
        throw new Paused();
      }
      return;
    }
    try {
      if (!question.ended.await(left, TimeUnit.NANOSECONDS)) {
        LOG.debug("a request went on without waiting longer for an answer about its token");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private long seconds() {
    return TimeUnit.MILLISECONDS.toSeconds(wall.millis());
  }

  /** Cuts questions that take too long; called about once a second. */
  void cutOverdue() {
    long now = clock.getAsLong();
    for (Question question : underWay.values()) {
      if (now - question.startedNanos > TOTAL_NANOS) {
        question.transfer.cut();
      }
    }
  }

  /** Ends what is under way; nothing is asked any more. */
  @Override
  public void close() {
    closed = true;
    for (Question question : underWay.values()) {
      question.transfer.cut();
    }
  }
}
