package io.bartizan.engine;

import io.bartizan.engine.Canaries.Sighting;
import io.bartizan.engine.answer.Answer;
import io.bartizan.engine.answer.Refusal;
import io.bartizan.engine.audit.AuditEvent;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Paused;
import io.bartizan.engine.identity.SessionHolder;
import io.bartizan.gate.Dispatch;
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The judge: takes each request along the {@link Walk}, and ends in a permit or an answer.
 *
 * <p>Whatever is thrown on the way is a refusal. Only {@code mode: observe} lets pass what the walk
 * would have refused, and not where a rule enforces.
 */
public final class Engine implements Judge {

  /** A decision may take so long; a later one is as good as none. Checked after each step. */
  static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** So long a process that ends waits for requests under way; whoever ended it waits too. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private static final Refusal FAILED =
      Refusal.of(503, "internal error", "The request cannot be decided now.")
          .with("Retry-After", "1");
  private static final Refusal LATE =
      Refusal.of(503, "decision over its deadline", "The request cannot be decided now.")
          .with("Retry-After", "1");
  private static final Refusal CANARY =
      Refusal.of(403, "start-up canary", "This request was the agent's own.");

  /** No outcome yet: the request waits, and is decided anew when it has waited. */
  private static final Refusal PAUSED = Refusal.of(503, "paused", "The request cannot be decided.");

  private static final Refusal UNRECORDED =
      Refusal.of(503, "audit trail unavailable", "The request cannot be recorded now.")
          .with("Retry-After", "1");

  @SuppressWarnings("ThreadLocalUsage") // one for each engine; the threads outlive neither
  private final ThreadLocal<@Nullable Permit> current = new ThreadLocal<>();

  @SuppressWarnings("ThreadLocalUsage") // as above
  private final ThreadLocal<@Nullable Permit> carried = new ThreadLocal<>();

  private final Counters counters = new Counters();
  private final Health health =
      new Health((what, good) -> recordOwn(AuditEvent.Kind.HEALTH, what, good));
  private final Coverage coverage = new Coverage();
  private final OpenPermits open = new OpenPermits();
  private final UnprotectedAlarm alarm = new UnprotectedAlarm();
  private final Closure closure = new Closure();
  private final Canaries canaries = new Canaries();
  private final ClockWatch clock =
      new ClockWatch(System::currentTimeMillis, System::nanoTime, this::clockJumped);
  private volatile Protection protection;

  /** An engine that decides by this protection until it gets another. */
  public Engine(Protection protection) {
    this.protection = protection;
  }

  /** Decides by another protection from now on; requests under way keep theirs. */
  public void protect(Protection next) {
    this.protection = next;
  }

  /** What requests are judged by now. */
  public Protection protection() {
    return protection;
  }

  /** What has been done so far. */
  public Counters counters() {
    return counters;
  }

  /** Whether all is as it should be. */
  public Health health() {
    return health;
  }

  /** Whether nothing is served any more, and why. */
  public Closure closure() {
    return closure;
  }

  /** The agent's own requests. */
  public Canaries canaries() {
    return canaries;
  }

  /** Who is told of the servers that the engine meets. */
  public void tell(ServerListener listener) {
    coverage.tell(listener);
  }

  /** Ports listen that no server has told of: whatever is decided there tells of them. */
  public void portsUnknown() {
    coverage.portsUnknown();
  }

  /** Records that the policy file changed, whether the change is in force or was refused. */
  public void recordPolicyChange(String what, boolean inForce) {
    recordOwn(AuditEvent.Kind.POLICY, what, inForce);
  }

  /** Records what befell the keys that tokens are verified by. */
  public void recordKeys(String what, boolean good) {
    recordOwn(AuditEvent.Kind.KEYS, what, good);
  }

  /** Records that the agent can't run as its policy file says; what it can't do it refuses. */
  public void recordTrouble(String what) {
    recordOwn(AuditEvent.Kind.HEALTH, what, false);
  }

  /** Records that something listens, and whether all that is decided there is, if only late. */
  public void recordCoverage(String what, boolean covered) {
    recordOwn(AuditEvent.Kind.COVERAGE, what, covered);
  }

  private void recordOwn(AuditEvent.Kind kind, String what, boolean good) {
    Records.own(protection, kind, what, good);
  }

  /**
   * Records that tokens were taken back, or an attempt to.
   *
   * @param taken whether they are refused from now on
   * @param subject whom the text names; null if nobody
   */
  public void recordRevocation(String what, boolean taken, @Nullable String subject) {
    Records.revocation(protection, what, taken, subject);
  }

  /** Starts the daemon thread that makes the rounds: what stays open, and the clock. */
  public void watch() {
    new Rounds(
            () -> open.expire(System.currentTimeMillis(), this::finish),
            () -> open.sweep(System.nanoTime()),
            clock::look)
        .start();
  }

  private void clockJumped(long millis) {
    Records.clockJump(protection, millis);
  }

  /**
   * The process ends: records what is under way and waits until all is written. Requests that end
   * meanwhile are recorded, and waited for a little.
   *
   * @param millis how long to wait for a trail that is slow
   */
  public void end(long millis) {
    long began = System.nanoTime();
    open.reportAll();
    AuditTrail trail = protection.trail();
    trail.flush(millis);
    while (open.count() > 0 && System.nanoTime() - began < LINGER_NANOS) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    trail.conclude(millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  /** The requests under way. */
  public OpenPermits openPermits() {
    return open;
  }

  @Override
  public @Nullable Permit decide(Exchange exchange, @Nullable Permit earlier, Carrier carry) {
    Grant replaced = earlier instanceof Grant ? (Grant) earlier : null;
    Inquiry inquiry =
        new Inquiry(exchange, protection, replaced == null ? null : replaced.inquiry());
    Refusal refusal = walk(inquiry);
    if (refusal == PAUSED) {
      return null;
    }
    boolean binding = !inquiry.observing() || refusal == CANARY || served(refusal);
    if (refusal != CANARY) {
      coverage.see(exchange);
    }
    if (replaced != null) {
      withdraw(replaced);
    }
    boolean reserved = false;
    if (refusal == null || !binding) {
      reserved = inquiry.protection.trail().reserve();
      if (!reserved && refusal == null) {
        refusal = UNRECORDED;
      }
    }
    if (refusal != null && binding) {
      refuse(inquiry, refusal);
      return null;
    }
    return grant(inquiry, refusal, reserved, carry);
  }

  private static boolean served(@Nullable Refusal refusal) {
    return refusal != null && refusal.document() != null;
  }

  private @Nullable Refusal walk(Inquiry inquiry) {
    try {
      if (canary(inquiry.exchange, Sighting.CHOKE_POINT)) {
        return CANARY;
      }
      String shut = closure.reason();
      if (shut != null && !inquiry.observing()) {
        return Refusal.of(503, "the gate is shut: " + shut, "The request cannot be decided now.");
      }
      for (Step step : Walk.STEPS) {
        Refusal refusal = step.take(inquiry);
        if (refusal != null) {
          return refusal;
        }
        if (late(inquiry)) {
          return LATE;
        }
      }
      inquiry.describe();
      return late(inquiry) ? LATE : null;
    } catch (Paused waiting) {
      return PAUSED;
    } catch (Throwable thrown) {
      return failed(thrown);
    }
  }

  private static boolean late(Inquiry inquiry) {
    return System.nanoTime() - inquiry.startedNanos > DEADLINE_NANOS;
  }

  private boolean canary(Exchange exchange, Sighting where) {
    return canaries.expecting() && canaries.recognise(exchange.rawTarget(), where);
  }

  private Refusal failed(Throwable thrown) {
    counters.failure();
    try {
      LOG.error("a decision failed; the request is refused", thrown);
    } catch (Throwable unloggable) {
      // Out of memory or stack: the refusal matters more than its log line.
      return FAILED;
    }
    return FAILED;
  }

  private @Nullable Permit grant(
      Inquiry inquiry, @Nullable Refusal observed, boolean reserved, Carrier carry) {
    Grant grant = null;
    try {
      grant = new Grant(inquiry, observed, reserved);
      String nonce = inquiry.nonce;
      if (nonce != null) {
        inquiry.exchange.addHeader(Walk.NONCE, nonce);
      }
      String[] headers = inquiry.limitHeaders;
      for (int i = 0; headers != null && i < headers.length; i += 2) {
        inquiry.exchange.addHeader(headers[i], headers[i + 1]);
      }
      inquiry.forwardTrace();
      open.add(grant);
      carry.take(grant);
      counters.permit();
      return grant;
    } catch (Throwable thrown) {
      Refusal refusal = failed(thrown);
      if (inquiry.observing() && grant != null) {
        return grant;
      }
      if (reserved) {
        inquiry.protection.trail().release();
      }
      if (grant != null) {
        grant.close();
        open.remove(grant);
      }
      if (inquiry.observing()) {
        throw new IllegalStateException("no permit could be made", thrown);
      }
      refuse(inquiry, refusal);
      return null;
    }
  }

  private void refuse(Inquiry inquiry, Refusal refusal) {
    if (!served(refusal)) {
      counters.refusal();
    }
    endSession(inquiry);
    try {
      Records.refused(inquiry, refusal);
    } catch (Throwable thrown) {
      failed(thrown);
    }
    try {
      Exchange exchange = inquiry.exchange;
      Answer answer = answer(inquiry, refusal);
      exchange.refuse(answer.status(), answer.headers(), answer.body());
    } catch (IOException gone) {
      // The client did not wait for its answer: it is refused, and nobody is left to be told.
      return;
    } catch (Exception thrown) {
      throw new IllegalStateException("a refusal could not be answered", thrown);
    }
  }

  /** Whatever becomes of it, the request is refused. */
  private void endSession(Inquiry inquiry) {
    if (!inquiry.endsSession) {
      return;
    }
    try {
      SessionHolder.end(inquiry.exchange);
      inquiry.sessionEnd = "session ended";
    } catch (Exception | Error failed) {
      inquiry.sessionEnd = "the session could not be ended: " + failed;
      failed(failed);
    }
  }

  private static Answer answer(Inquiry inquiry, Refusal refusal) {
    Exchange exchange = inquiry.exchange;
    Refusal whole = refusal;
    String[] limits = inquiry.limitHeaders;
    for (int i = 0; limits != null && i < limits.length; i += 2) {
      whole = whole.with(limits[i], limits[i + 1]);
    }
    boolean close = exchange.hasBody() && exchange.protocol().startsWith("HTTP/1");
    return Answer.to(whole, inquiry.decisionId, exchange.headers("Accept"), close);
  }

  private void withdraw(Grant replaced) {
    if (replaced.close()) {
      open.remove(replaced);
      if (replaced.reserved()) {
        replaced.inquiry().protection.trail().release();
      }
    }
  }

  @Override
  public @Nullable Permit open(@Nullable Object candidate) {
    return candidate instanceof Grant && ((Grant) candidate).open() ? (Grant) candidate : null;
  }

  @Override
  public @Nullable Permit current() {
    Permit innermost = open(current.get());
    return innermost == null ? open(carried.get()) : innermost;
  }

  @Override
  public @Nullable Permit runUnder(@Nullable Permit permit) {
    Permit before = current.get();
    set(current, permit);
    return before;
  }

  @Override
  public void carry(@Nullable Permit permit) {
    set(carried, permit);
  }

  private static void set(ThreadLocal<@Nullable Permit> place, @Nullable Permit permit) {
    if (permit == null) {
      place.remove();
    } else {
      place.set(permit);
    }
  }

  @Override
  public boolean extend(Permit permit, Dispatch dispatch) {
    Grant grant = (Grant) permit;
    try {
      return extended(grant, dispatch);
    } catch (Throwable thrown) {
      failed(thrown);
      if (Enforced.dispatch(grant.inquiry(), dispatch)) {
        fail(grant);
        return false;
      }
      return true;
    }
  }

  private boolean extended(Grant grant, Dispatch dispatch) {
    Inquiry inquiry = grant.inquiry();
    if (grant.revoked() && !inquiry.observing()) {
      return false;
    }
    boolean binding = Enforced.dispatch(inquiry, dispatch);
    Refusal refusal = beyond(grant, dispatch, binding);
    if (refusal == null) {
      return true;
    }
    refused(grant, dispatch, refusal, binding);
    if (!binding) {
      return true;
    }
    Answer answer = answer(inquiry, refusal);
    try {
      dispatch.refuse(answer.status(), answer.headers(), answer.body());
    } catch (Exception | Error unanswered) {
      abort(grant, answer);
    }
    answered(grant);
    return false;
  }

  private static void answered(Grant grant) {
    if (!grant.revoked()) {
      return;
    }
    try {
      grant.courseToTell().answer(grant.exchange().status());
    } catch (RuntimeException | LinkageError untold) {
      // The record asks again.
      return;
    }
  }

  /** A refused request where no handler has run yet; otherwise a note on a permitted one. */
  private void refused(Grant grant, Dispatch dispatch, Refusal refusal, boolean binding) {
    boolean late = dispatch.resource() || grant.inquiry().policy().late();
    boolean enforced = binding && grant.inquiry().observing();
    if (!enforced && late && grant.courseToTell().revoke(refusal)) {
      counters.refusal();
    } else {
      grant.note("dispatch refused: " + dispatch.kind() + " " + refusal.reason());
    }
  }

  /** Null if the permit reaches the dispatch's target. */
  private @Nullable Refusal beyond(Grant grant, Dispatch dispatch, boolean binding) {
    Inquiry inquiry = grant.inquiry();
    if (inquiry.subject == null || inquiry.path == null || inquiry.method == null) {
      // Only an observed request gets here without having been judged: what a rule enforces, it may
      // not reach.
      return binding ? FAILED : null;
    }
    try {
      String why =
          inquiry
              .protection
              .dispatches()
              .refusal(inquiry.subject, inquiry.method, inquiry.path, dispatch, grant);
      if (why != null) {
        return Walk.unpermitted(inquiry, dispatch.path() + ": " + why);
      }
      return dispatch.resource() || inquiry.policy().late() ? LateWalk.take(grant, dispatch) : null;
    } catch (Throwable thrown) {
      return failed(thrown);
    }
  }

  @Override
  public @Nullable String toConfirm(Permit permit) {
    Inquiry inquiry = ((Grant) permit).inquiry();
    String name = inquiry.toConfirm;
    inquiry.toConfirm = null;
    return name;
  }

  @Override
  public boolean propagates(Permit permit) {
    return ((Grant) permit).inquiry().propagated;
  }

  @Override
  public boolean provisional(Permit permit) {
    return ((Grant) permit).provisional();
  }

  @Override
  public void settle(Permit permit) {
    Grant grant = (Grant) permit;
    Inquiry inquiry = grant.inquiry();
    Refusal refusal = LateWalk.unsettled(grant);
    if (refusal == null || !grant.courseToTell().revoke(refusal) || inquiry.observing()) {
      return;
    }
    counters.refusal();
    if (inquiry.exchange.committed()) {
      grant.note("a response left on a provisional permit");
    } else {
      abort(grant, answer(inquiry, refusal));
      answered(grant);
    }
  }

  @Override
  public void fail(Permit permit) {
    Grant grant = (Grant) permit;
    if (grant.courseToTell().revoke(FAILED)) {
      counters.refusal();
    }
    abort(grant, answer(grant.inquiry(), FAILED));
    answered(grant);
  }

  /** The handler is skipped in any case; what the client sees is the container's to end. */
  private static void abort(Grant grant, Answer answer) {
    try {
      grant.exchange().refuse(answer.status(), answer.headers(), answer.body());
    } catch (IOException gone) {
      // The client did not wait for its answer, and nobody is left to be told.
      return;
    } catch (Exception thrown) {
      throw new IllegalStateException("a refusal could not be answered", thrown);
    }
  }

  @Override
  public boolean unprotected(String handler, Exchange exchange) {
    counters.unprotectedEntry();
    if (alarm.raise(handler)) {
      unprotectedFound(handler);
    }
    canary(exchange, Sighting.HANDLER);
    Inquiry inquiry = new Inquiry(exchange, protection, null);
    Refusal refusal =
        Refusal.of(503, "unprotected: " + handler, "The request cannot be decided now.");
    if (inquiry.observing()) {
      counters.entry(false);
      return true;
    }
    refuse(inquiry, refusal);
    return false;
  }

  /** That it can't be recorded must not keep the request from its refusal. */
  private void unprotectedFound(String handler) {
    try {
      Records.finding(
          protection, "unprotected handler", handler + " was reached without a decision");
    } catch (RuntimeException | Error unrecorded) {
      failed(unrecorded);
    }
  }

  @Override
  public void turnedAway(@Nullable String target) {
    if (canaries.expecting()) {
      canaries.recognise(target, Sighting.CHOKE_POINT);
    }
  }

  @Override
  public boolean mayListen(String server, Class<?> witness) {
    ServerListener listener = coverage.listener();
    return listener == null || listener.mayListen(server, witness);
  }

  @Override
  public void opened(String server, int port) {
    ServerListener listener = coverage.listener();
    if (listener != null) {
      listener.opened(server, port);
    }
  }

  @Override
  public void listening(
      String server, String protocol, @Nullable String host, int port, Runnable stop) {
    ServerListener listener = coverage.listener();
    if (listener != null) {
      listener.listening(server, protocol, host, port, stop);
    }
  }

  @Override
  public void finish(Permit permit) {
    Grant grant = (Grant) permit;
    if (grant.close()) {
      try {
        Records.finished(grant);
      } catch (RuntimeException | Error thrown) {
        // It stays among the open ones, and the rounds try again.
        grant.unrecorded();
        failed(thrown);
        return;
      }
      open.remove(grant);
    }
  }
}
