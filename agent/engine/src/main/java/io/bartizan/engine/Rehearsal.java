package io.bartizan.engine;

import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.identity.SampleTokens;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.gate.Permit;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests of its own along the walk while the server starts. Whatever a decision needs is
 * loaded then, and the first real one stays within its deadline on a slow machine too: classes and
 * security providers take a second there that a request must not wait for.
 *
 * <p>It is played on a stage of its own: an engine, limits and a trail that lead nowhere. Nothing
 * of it is counted, recorded or remembered.
 */
public final class Rehearsal implements Runnable {

  private static final int ROUNDS = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  private final Policy policy;

  /** A rehearsal of decisions by this policy's rules. */
  public Rehearsal(Policy policy) {
    this.policy = policy;
  }

  /** Starts it on a daemon thread; where none can be had, the first requests do without. */
  public void start() {
    try {
      Thread thread = new Thread(this, "bartizan-rehearsal");
      thread.setDaemon(true);
      thread.setContextClassLoader(Rehearsal.class.getClassLoader());
      thread.start();
    } catch (OutOfMemoryError noThread) {
      LOG.debug("no rehearsal", noThread);
    }
  }

  @Override
  public void run() {
    try {
      play();
    } catch (Exception | Error failed) {
      // The first requests will be slower, or fail of the same cause and tell it.
      LOG.debug("the rehearsal failed", failed);
    }
  }

  /**
   * Plays it.
   *
   * @return how many requests were permitted, refused, and had a signature verified
   */
  int[] play() throws Exception {
    int[] played = new int[3];
    try (AuditTrail nowhere = AuditTrail.toNowhere();
        Authenticator strangers = new Authenticator(Clock.systemUTC())) {
      Engine enforcing = engine(Mode.ENFORCE, strangers, nowhere);
      Engine observing = engine(Mode.OBSERVE, strangers, nowhere);
      for (int i = 0; i < ROUNDS; i++) {
        played[2] += SampleTokens.verify();
        played[0] += end(observing, observing.decide(new RehearsedExchange(null)));
        played[0] += end(enforcing, enforcing.decide(new RehearsedExchange(null)));
        RehearsedExchange refused = new RehearsedExchange("Bearer " + SampleTokens.ES256);
        played[0] += end(enforcing, enforcing.decide(refused));
        played[1] += refused.refusedWith() > 0 ? 1 : 0;
      }
    }
    return played;
  }

  private Engine engine(Mode mode, Authenticator strangers, AuditTrail nowhere) {
    Policy rules = policy.in(mode);
    return new Engine(new Protection(rules, strangers, new Limiter(policy.limits()), nowhere));
  }

  private static int end(Engine engine, @Nullable Permit permit) {
    if (permit == null) {
      return 0;
    }
    engine.finish(permit);
    return 1;
  }
}
