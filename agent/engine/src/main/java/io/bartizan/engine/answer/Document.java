package io.bartizan.engine.answer;

import java.nio.charset.StandardCharsets;

/** What the agent itself serves: a JSON document that anybody may read. */
public final class Document {

  private final byte[] body;

  /** A document of this JSON. */
  public Document(String json) {
    this.body = json.getBytes(StandardCharsets.UTF_8);
  }

  /** Its octets; not to be changed. */
  byte[] body() {
    return body;
  }
}
