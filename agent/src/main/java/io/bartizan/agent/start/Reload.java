package io.bartizan.agent.start;

import io.bartizan.engine.Engine;
import io.bartizan.engine.Protection;
import io.bartizan.engine.audit.AuditException;
import io.bartizan.engine.audit.AuditTrail;
import io.bartizan.engine.identity.Authenticator;
import io.bartizan.engine.identity.KeySetException;
import io.bartizan.engine.limit.Limiter;
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
  private final Limiter limiter;
  private AuditTrail trail;

  Reload(Engine engine, Authenticator authenticator, Limiter limiter, AuditTrail trail) {
    this.engine = engine;
    this.authenticator = authenticator;
    this.limiter = limiter;
    this.trail = trail;
  }

  @Override
  public void changed(Policy old, Policy now) {
    Policy policy = Guardhouse.observeAsked() ? Observing.of(now) : now;
    AuditTrail before = trail;
    boolean moved = !old.audit().toString().equals(policy.audit().toString());
    try {
      AuditTrail next = moved ? AuditTrail.open(policy.audit()) : before;
      authenticator.configure(policy.issuers());
      limiter.reload(policy.limits());
      trail = next;
      engine.protect(new Protection(policy, authenticator, limiter, next));
    } catch (AuditException | KeySetException failed) {
      degraded(String.valueOf(failed.getMessage()));
      return;
    }
    engine.health().good();
    engine.recordPolicyChange("policy loaded: " + policy.digest(), true);
    Console.say("policy reloaded: " + policy.digest() + ", " + policy.rules().size() + " rules");
    if (moved) {
      before.close();
    }
  }

  @Override
  public void failed(PolicyException problem) {
    degraded(String.valueOf(problem.getMessage()));
  }

  private void degraded(String why) {
    engine.health().degraded(why);
    engine.recordPolicyChange("policy refused: " + why, false);
    Console.say("DEGRADED: the last good policy goes on deciding\n" + why);
  }

  @Override
  public void recovered(Policy policy) {
    engine.health().good();
    Console.say("policy good again: " + policy.digest());
  }
}
