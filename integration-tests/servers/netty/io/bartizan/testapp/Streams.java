package io.bartizan.testapp;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;

/** Answers that have no end of their own. */
final class Streams {

  private Streams() {}

  /** The first event of many. */
  static void events(ChannelHandlerContext context) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set("Content-Type", "text/event-stream;charset=utf-8");
    response.headers().set("Transfer-Encoding", "chunked");
    context.write(response);
    context.writeAndFlush(
        new DefaultHttpContent(Unpooled.copiedBuffer("data: first\n\n", StandardCharsets.UTF_8)));
  }

  /** A WebSocket (RFC 6455), on which the application says what it hears. */
  static void socket(ChannelHandlerContext context, HttpRequest asked) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, asked.getUri());
    request.headers().add(asked.headers());
    new WebSocketServerHandshakerFactory("ws://app.it" + asked.getUri(), null, false)
        .newHandshaker(request)
        .handshake(context.channel(), request);
  }
}
