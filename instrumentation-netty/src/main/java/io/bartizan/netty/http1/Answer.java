package io.bartizan.netty.http1;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** A refusal that waits for its turn. */
final class Answer {

  /** RFC 9110, 15.6.4: when even the decision failed. */
  static final Answer UNAVAILABLE = new Answer(503, new String[] {"Retry-After", "1"}, new byte[0]);

  private final int status;
  private final String[] headers;
  private final byte[] body;

  /** An answer; the arrays are not to be changed any more. */
  @SuppressWarnings("ArrayRecordComponent")
  Answer(int status, String[] headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  int status() {
    return status;
  }

  int length() {
    return body.length;
  }

  /** Whether it says itself that the connection ends with it. */
  boolean closes() {
    for (int i = 0; i + 1 < headers.length; i += 2) {
      if (headers[i].equalsIgnoreCase("Connection") && headers[i + 1].equalsIgnoreCase("close")) {
        return true;
      }
    }
    return false;
  }

  /**
   * The response.
   *
   * @param head whether the request was a HEAD, which gets the length and no content
   * @param close whether the connection ends with it
   */
  FullHttpResponse render(boolean head, boolean close) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
    for (int i = 0; i + 1 < headers.length; i += 2) {
      response.headers().add(headers[i], headers[i + 1]);
    }
    response.headers().set("Content-Length", body.length);
    if (close) {
      response.headers().set("Connection", "close");
    }
    return response;
  }
}
