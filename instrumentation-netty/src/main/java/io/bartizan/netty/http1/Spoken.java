package io.bartizan.netty.http1;

import io.bartizan.netty.connection.Answer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** A refusal as HTTP/1.1 speaks it. */
final class Spoken {

  private Spoken() {}

  /**
   * The response.
   *
   * @param head whether the request was a HEAD, which gets the length and no content
   * @param close whether the connection ends with it
   */
  static FullHttpResponse of(Answer answer, boolean head, boolean close) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(answer.body()));
    String[] headers = answer.headers();
    for (int i = 0; i + 1 < headers.length; i += 2) {
      response.headers().add(headers[i], headers[i + 1]);
    }
    response.headers().set("Content-Length", answer.length());
    if (close) {
      response.headers().set("Connection", "close");
    }
    return response;
  }
}
