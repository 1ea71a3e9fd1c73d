package io.bartizan.netty;

import io.bartizan.instrumentation.JoinPoint;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Every join point of the world of Netty. */
public final class JoinPoints {

  /** Where a pipeline makes a handler part of it, however it was added or put in for another. */
  static final String PIPELINE = "io.netty.channel.DefaultChannelPipeline";

  /** What is woven there. */
  static final String ADDED = "netty.added";

  private static final String HTTP1 = "io.bartizan.netty.http1.";

  private static final String HTTP2 = "io.bartizan.netty.http2.";
  private static final String CODEC = "io.netty.handler.codec.http2.";

  /** What all that is woven of a connection by HTTP/2 has in common. */
  private static final String CONNECTION = CODEC + "Http2Connection";

  /** Where the frames of HTTP/2 go through. */
  static final String DECODER = CODEC + "DefaultHttp2ConnectionDecoder";

  /** Where the responses go through. */
  static final String ENCODER = CODEC + "DefaultHttp2ConnectionEncoder";

  /** What is woven into the decoder. */
  static final String LISTENER = "netty.http2.listener";

  /** What is woven into the encoder. */
  static final String RESPONSE = "netty.http2.response";

  private static final String HEADERS =
      "(Lio/netty/channel/ChannelHandlerContext;ILio/netty/handler/codec/http2/Http2Headers;";

  private static final String SENT =
      "IZLio/netty/channel/ChannelPromise;)Lio/netty/channel/ChannelFuture;";

  private static final List<JoinPoint> ALL =
      Collections.unmodifiableList(
          Arrays.asList(
              JoinPoint.in(PIPELINE, ADDED)
                  .method(
                      "callHandlerAdded0", "(Lio/netty/channel/AbstractChannelHandlerContext;)V")
                  .chokePointOf("netty")
                  .to(
                      "io.bartizan.netty.pipeline.AddedAdvice",
                      "io.bartizan.netty.pipeline.Seating"),
              JoinPoint.in("io.netty.channel.AbstractChannel$AbstractUnsafe", "netty.bound")
                  .method("bind", "(Ljava/net/SocketAddress;Lio/netty/channel/ChannelPromise;)V")
                  .ifPresent()
                  .to("io.bartizan.netty.listener.BindAdvice", "io.bartizan.netty.listener.Bound"),
              JoinPoint.in(PIPELINE, "netty.request").calledBy(HTTP1 + "Choke"),
              JoinPoint.in(PIPELINE, "netty.failure").calledBy(HTTP1 + "Failure"),
              JoinPoint.in(DECODER, LISTENER)
                  .anchoredAt(CONNECTION)
                  .method("frameListener", "(L" + slashed(CODEC) + "Http2FrameListener;)V")
                  .chokePointOf("netty")
                  .to(HTTP2 + "ListenerAdvice", HTTP2 + "Wrapping"),
              JoinPoint.in(DECODER, "netty.http2.added")
                  .anchoredAt(CONNECTION)
                  .calledBy(HTTP2 + "Admission"),
              JoinPoint.in(DECODER, "netty.http2.request")
                  .anchoredAt(CONNECTION)
                  .calledBy(HTTP2 + "Choke"),
              JoinPoint.in(ENCODER, RESPONSE)
                  .anchoredAt(CONNECTION)
                  .method("writeHeaders", HEADERS + SENT)
                  .to(HTTP2 + "HeadersAdvice", HTTP2 + "Outbound"),
              JoinPoint.in(ENCODER, RESPONSE)
                  .anchoredAt(CONNECTION)
                  .method("writeHeaders", HEADERS + "ISZ" + SENT)
                  .to(HTTP2 + "PriorityHeadersAdvice", HTTP2 + "Outbound"),
              JoinPoint.in(ENCODER, "netty.http2.data")
                  .anchoredAt(CONNECTION)
                  .method(
                      "writeData",
                      "(Lio/netty/channel/ChannelHandlerContext;ILio/netty/buffer/ByteBuf;" + SENT)
                  .to(HTTP2 + "DataAdvice", HTTP2 + "Bytes")));

  private JoinPoints() {}

  private static String slashed(String name) {
    return name.replace('.', '/');
  }

  /** All of them, in no order that matters. */
  public static List<JoinPoint> all() {
    return ALL;
  }
}
