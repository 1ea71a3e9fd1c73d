package io.bartizan.netty.connection;

/** A refusal that is to be spoken in the application's place. */
public final class Answer {

  /** RFC 9110, 15.6.4: when even the decision failed. */
  public static final Answer UNAVAILABLE =
      new Answer(503, new String[] {"Retry-After", "1"}, new byte[0]);

  private final int status;
  private final String[] headers;
  private final byte[] body;

  /**
   * An answer; the arrays are not to be changed any more.
   *
   * @param headers names and values in turn
   */
  @SuppressWarnings("ArrayRecordComponent")
  public Answer(int status, String[] headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** Its status. */
  public int status() {
    return status;
  }

  /** The length of its body, in bytes. */
  public int length() {
    return body.length;
  }

  /** Its body, which is not to be changed. */
  public byte[] body() {
    return body;
  }

  /** The names and values of its headers in turn, which are not to be changed. */
  public String[] headers() {
    return headers;
  }

  /** Whether it says itself that the connection ends with it. */
  public boolean closes() {
    for (int i = 0; i + 1 < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase("Connection") && headers[i + 1].equalsIgnoreCase("close")) {
        return true;
      }
    }
    return false;
  }
}
