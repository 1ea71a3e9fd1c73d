package io.bartizan.policy.learn;

import org.jspecify.annotations.Nullable;

/** One request that went well: what was asked for, where, and by whom. */
public final class Observation {

  final String method;
  final String path;
  final @Nullable String route;
  final @Nullable String operation;
  final String host;
  final int port;
  final Party party;
  final String person;
  final long timeMillis;

  /**
   * An observation.
   *
   * @param path full, decoded, as the trail has it
   * @param route the template that a framework chose its handler by; null if unknown
   * @param operation the SOAP operation that it was invoked for; null where there was none
   * @param host the host asked for
   * @param port of the listening socket; 0 if unknown
   * @param person the principal's id; the client's address of a request without a credential
   * @param timeMillis when, in milliseconds since the epoch
   */
  public Observation(
      String method,
      String path,
      @Nullable String route,
      @Nullable String operation,
      String host,
      int port,
      Party party,
      String person,
      long timeMillis) {
    this.method = method;
    this.path = path;
    this.route = route;
    this.operation = operation;
    this.host = host;
    this.port = port;
    this.party = party;
    this.person = person;
    this.timeMillis = timeMillis;
  }
}
