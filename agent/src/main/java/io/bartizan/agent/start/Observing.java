package io.bartizan.agent.start;

import io.bartizan.policy.Mode;
import io.bartizan.policy.Policy;

/** A policy that the command line made observing. */
final class Observing {

  private Observing() {}

  static Policy of(Policy policy) {
    return new Policy(
        policy.file(),
        policy.digest(),
        Mode.OBSERVE,
        policy.application(),
        policy.issuers(),
        policy.trustedProxies(),
        policy.roles(),
        policy.rules(),
        policy.limits(),
        policy.audit(),
        policy.index(),
        policy.roleAnnotations());
  }
}
