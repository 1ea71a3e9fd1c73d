package io.bartizan.agent.start;

import io.bartizan.engine.Engine;
import io.bartizan.engine.Protection;
import io.bartizan.engine.alert.AlertException;
import io.bartizan.engine.alert.Lookout;
import io.bartizan.engine.audit.AuditException;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.identity.KeySetException;
import io.bartizan.engine.limit.Limiter;
import io.bartizan.engine.revocation.JournalException;
import io.bartizan.engine.secevent.ListenException;
import io.bartizan.policy.AuditSink;
import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;
import io.bartizan.policy.load.PolicyException;
import io.bartizan.policy.load.PolicyWatch;

/**
 * What becomes of a changed policy file: a good one is in force from the next request on, a broken
 * one is told and recorded, and the last good one goes on deciding.
 */
final class Reload implements PolicyWatch.Listener {

  private final Engine engine;
  private final Authenticator authenticator;
  private final Revoker revoker;
  private final Limiter limiter;
  private final Lookout lookout;
  private AuditTrail trail;
  private String refused = "";

  Reload(
      Engine engine,
      Authenticator authenticator,
      Revoker revoker,
      Limiter limiter,
      Lookout lookout,
      AuditTrail trail) {
    this.engine = engine;
    this.authenticator = authenticator;
    this.revoker = revoker;
    this.limiter = limiter;
    this.lookout = lookout;
    this.trail = trail;
  }

  @Override
  public boolean changed(Policy old, Policy now) {
    Policy policy = Guardhouse.observeAsked() ? now.in(Mode.OBSERVE) : now;
    try {
      AuditTrail next = open(policy);
      AuditTrail.Change change = null;
      Revoker.Ready sources = null;
      Lookout.Ready alerts = null;
      boolean ready = false;
      try {
        change = next.prepare(policy.audit());
        sources = revoker.prepare(policy);
        alerts = lookout.prepare(policy);
        authenticator.configure(policy.identity(), policy.audit().hashKey());
        ready = true;
      } finally {
        if (!ready && next != trail) {
          next.close();
        }
        if (!ready && change != null) {
          change.discard();
        }
        if (!ready && sources != null) {
          sources.discard();
        }
        if (!ready && alerts != null) {
          alerts.discard();
        }
      }
      revoker.use(sources);
      limiter.reload(policy.limits());
      lookout.use(alerts, next);
      inForce(policy, next, change);
      return true;
    } catch (AuditException
        | AlertException
        | KeySetException
        | PolicyException
        | ListenException
        | JournalException failed) {
      degraded(String.valueOf(failed.getMessage()));
      return false;
    } catch (RuntimeException | Error failed) {
      degraded("the policy could not be put in force: " + failed);
      return false;
    }
  }

  /** What counts is the trail in use: a policy that came to nothing may have named another. */
  private AuditTrail open(Policy policy) throws AuditException {
    AuditSink used = engine.protection().policy().audit();
    return used.sameTrail(policy.audit()) ? trail : AuditTrail.open(policy.audit(), used);
  }

  private void inForce(Policy policy, AuditTrail next, AuditTrail.Change change) {
    AuditTrail before = trail;
    trail = next;
    engine.protect(new Protection(policy, authenticator, limiter, next));
    next.follow(change);
    if (next != before) {
      before.leaveTo(next);
    }
    refused = "";
    engine.recordPolicyChange("policy loaded: " + policy.digest(), true);
    engine.health().good();
    Console.say("policy reloaded: " + policy.digest() + ", " + policy.rules().size() + " rules");
  }

  @Override
  public void failed(PolicyException problem) {
    degraded(String.valueOf(problem.getMessage()));
  }

  /** Told once, however often the same is tried again. */
  private void degraded(String why) {
    if (why.equals(refused)) {
      return;
    }
    refused = why;
    engine.recordPolicyChange("policy refused: " + why, false);
    engine.health().degraded(why);
    Console.say("DEGRADED: the last good policy goes on deciding\n" + why);
  }

  @Override
  public void recovered(Policy policy) {
    refused = "";
    engine.recordPolicyChange("policy good again: " + policy.digest(), true);
    engine.health().good();
    Console.say("policy good again: " + policy.digest());
  }
}
