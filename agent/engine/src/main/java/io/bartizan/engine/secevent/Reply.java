package io.bartizan.engine.secevent;

import java.nio.charset.StandardCharsets;

/** What the listener answers. */
final class Reply {

  private static final String JSON = "Content-Type: application/json\r\nContent-Language: en\r\n";

  private final String status;
  private final String fields;
  private final String body;

  private Reply(String status, String fields, String body) {
    this.status = status;
    this.fields = fields;
    this.body = body;
  }

  /** A status and nothing more. */
  static Reply of(String status) {
    return new Reply(status, "", "");
  }

  /** A status and a field more. */
  static Reply of(String status, String name, String value) {
    return new Reply(status, name + ": " + value + "\r\n", "");
  }

  /**
   * An error in JSON.
   *
   * @param code the name of the member of the error's code, and then the code
   * @param description the name of the member of the description, and then that, in plain words
   */
  static Reply error(String status, String[] code, String[] description) {
    String body =
        "{\"" + code[0] + "\":\"" + code[1] + "\",\"" + description[0] + "\":\"" + description[1];
    return new Reply(status, JSON, body + "\"}");
  }

  /** The octets of the whole answer; the connection ends with it. */
  byte[] octets() {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\n"
            + fields
            + "Cache-Control: no-store\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  /** Its status line's code and phrase. */
  String status() {
    return status;
  }
}
