package io.bartizan.policy;

/** What a matching rule says. */
public enum Effect {
  /** Permits, unless a deny matches too. */
  ALLOW,
  /** Refuses, whatever else matches. */
  DENY
}
