package io.bartizan.engine.webhook;

/** What is signed of one attempt. */
final class Outgoing {

  static final String TYPE = "application/json";

  final String url;
  final String id;
  final long epochSeconds;
  final byte[] body;

  /**
   * One attempt.
   *
   * @param id the same for all attempts of a message
   * @param body not changed any more
   */
  Outgoing(String url, String id, long epochSeconds, byte[] body) {
    this.url = url;
    this.id = id;
    this.epochSeconds = epochSeconds;
    this.body = body;
  }
}
