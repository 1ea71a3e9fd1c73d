package io.bartizan.testapp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The handlers of the test application: counts a request, and answers it when it has been read. On
 * {@code /public/late}, and after it, answers come from another thread, and later; what is asked on
 * {@code /admin/events} and {@code /admin/socket} goes on and on.
 */
final class App extends ChannelInboundHandlerAdapter {

  private static final BlockingQueue<Runnable> LATE = new ArrayBlockingQueue<>(20_000);

  static {
    Thread thread = new Thread(App::answerLate, "late");
    thread.setDaemon(true);
    thread.start();
  }

  private HttpRequest request;

  /** From the first late answer on all are, or they would be out of order. */
  private boolean late;

  private static void answerLate() {
    try {
      while (true) {
        LATE.take().run();
      }
    } catch (InterruptedException end) {
      return;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof TextWebSocketFrame) {
      context.writeAndFlush(message);
      return;
    }
    if (message instanceof HttpRequest) {
      request = (HttpRequest) message;
      Around.remember(context);
      int port = ((InetSocketAddress) context.channel().remoteAddress()).getPort();
      Entries.count(Routes.of(request.getUri()), port);
    }
    HttpRequest read = request;
    if (message instanceof LastHttpContent && read != null) {
      request = null;
      if (read.getUri().startsWith("/admin/events")) {
        Streams.events(context);
        return;
      }
      if (read.getUri().startsWith("/admin/socket")) {
        Streams.socket(context, read);
        return;
      }
      late |= read.getUri().startsWith("/public/late");
      if (late) {
        LATE.add(() -> answer(context, read));
      } else {
        answer(context, read);
      }
    }
    ReferenceCountUtil.release(message);
  }

  private static void answer(ChannelHandlerContext context, HttpRequest request) {
    Set<Integer> handlers = Routes.of(request.getUri());
    String echo = handlers + " " + request.getUri();
    ByteBuf body = Unpooled.copiedBuffer(echo, StandardCharsets.UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
    response.headers().set("Content-Type", "text/plain");
    response.headers().set("Content-Length", echo.getBytes(StandardCharsets.UTF_8).length);
    String stream = request.headers().get("x-http2-stream-id");
    if (stream != null) { // where streams share a channel: InboundHttp2ToHttpAdapter
      response.headers().set("x-http2-stream-id", stream);
    }
    if (HttpHeaders.isKeepAlive(request)) {
      context.writeAndFlush(response);
    } else {
      response.headers().set("Connection", "close");
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
