package io.bartizan.policy;

/** Whether decisions bind. */
public enum Mode {
  /** Refuse what is not permitted. */
  ENFORCE,
  /** Decide and record, refuse nothing. */
  OBSERVE
}
