package io.bartizan.engine.alert;

import io.bartizan.engine.audit.AuditEvent;

/** What was done, as an alert tells it. */
final class Deed {

  private Deed() {}

  /** {@code GET /orders/7}; the method alone where the path is masked. */
  static String of(AuditEvent event) {
    String path = event.path();
    return path == null ? String.valueOf(event.method()) : event.method() + " " + path;
  }
}
