package io.bartizan.testapp;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Hands a request to the application that no decoder and no seat has seen. */
final class Around {

  private static volatile ChannelHandlerContext last;

  private Around() {}

  /** Of the connection whose request was entered last. */
  static void remember(ChannelHandlerContext context) {
    last = context;
  }

  static String run(String target) {
    return on(
        context ->
            ((ChannelInboundHandler) context.handler())
                .channelRead(
                    context,
                    new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target)));
  }

  /** A response that no encoder has made: these bytes, as they are. */
  static String bytes(String body) {
    String text = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    return on(
        context -> context.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII)));
  }

  /** What is done in the place of the application. */
  private interface Deed {
    void by(ChannelHandlerContext context) throws Exception;
  }

  private static String on(Deed deed) {
    ChannelHandlerContext context = last;
    if (context == null) {
      return "none";
    }
    context
        .executor()
        .execute(
            () -> {
              try {
                deed.by(context);
              } catch (Exception failed) {
                // On standard error, which the test shows where it misses an answer.
                failed.printStackTrace();
              }
            });
    return "ran";
  }
}
