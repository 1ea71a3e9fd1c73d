package io.bartizan.engine.audit;

import io.bartizan.policy.AlertKind.Severity;

/** What kind of finding an event is, and how bad. */
final class Detected {

  final String type;
  final Severity severity;

  Detected(String type, Severity severity) {
    this.type = type;
    this.severity = severity;
  }
}
