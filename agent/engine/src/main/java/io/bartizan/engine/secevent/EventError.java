package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.StatementException.Fault;

/** The error codes of RFC 8935, 2.4, which RFC 8936 uses as well. */
final class EventError {

  private EventError() {}

  static String code(Fault fault) {
    switch (fault) {
      case ISSUER:
        return "invalid_issuer";
      case AUDIENCE:
        return "invalid_audience";
      case KEY:
        return "invalid_key";
      default:
        return "invalid_request";
    }
  }
}
