package io.bartizan.testapp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamEvent;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The test application on frames: counts a request, and answers it when it has been read. */
final class Frames extends ChannelDuplexHandler {

  private final boolean hasty;
  private final Map<Integer, String> targets = new HashMap<>();
  private final Map<Integer, Integer> bytes = new HashMap<>();

  Frames(boolean hasty) {
    this.hasty = hasty;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Http2HeadersFrame) {
      head(context, (Http2HeadersFrame) message);
    } else if (message instanceof Http2DataFrame) {
      data(context, (Http2DataFrame) message);
    }
    ReferenceCountUtil.release(message);
  }

  private void head(ChannelHandlerContext context, Http2HeadersFrame frame) {
    int id = frame.stream().id();
    if (!targets.containsKey(id)) {
      String target = String.valueOf(frame.headers().path());
      targets.put(id, target);
      int port = ((InetSocketAddress) context.channel().remoteAddress()).getPort();
      Entries.count(Routes.of(target), port);
    }
    if (frame.isEndStream()) {
      answer(context, frame.stream());
    }
  }

  private void data(ChannelHandlerContext context, Http2DataFrame frame) {
    bytes.merge(frame.stream().id(), frame.content().readableBytes(), Integer::sum);
    context.write(
        new DefaultHttp2WindowUpdateFrame(frame.initialFlowControlledBytes())
            .stream(frame.stream()));
    if (frame.isEndStream()) {
      answer(context, frame.stream());
    }
  }

  private void answer(ChannelHandlerContext context, Http2FrameStream stream) {
    String target = targets.remove(stream.id());
    String echo = Routes.of(target) + " " + bytes.getOrDefault(stream.id(), 0) + " " + target;
    ByteBuf body = Unpooled.copiedBuffer(echo, StandardCharsets.UTF_8);
    context.write(
        new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")).stream(stream));
    context.writeAndFlush(new DefaultHttp2DataFrame(body, true).stream(stream));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (hasty && event instanceof Http2FrameStreamEvent) {
      Http2FrameStream stream = ((Http2FrameStreamEvent) event).stream();
      if (stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
        context.writeAndFlush(
            new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"), true)
                .stream(stream));
      }
    }
    context.fireUserEventTriggered(event);
  }
}
