package io.bartizan.netty.http2;

import io.bartizan.gate.Judge;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Listens in the application's place. The head of a request is decided before the application hears
 * of it; of a stream that was not let in it hears nothing at all. What concerns the connection
 * passes.
 */
final class Sentry extends Http2FrameListenerDecorator {

  private final Judge judge;
  private final Http2Connection connection;

  Sentry(Judge judge, Http2Connection connection, Http2FrameListener listener) {
    super(listener);
    this.judge = judge;
    this.connection = connection;
  }

  Http2FrameListener listener() {
    return listener;
  }

  private Streams streams(ChannelHandlerContext context) {
    return Streams.on(judge, context.channel(), connection);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    Streams streams = streams(context);
    streams.begin(this, context, id, headers, end);
    streams.pass(this, id, Frame.of(to -> tell(to, context, id, headers, padding, end)));
  }

  private static int tell(
      Http2FrameListener to,
      ChannelHandlerContext context,
      int id,
      Http2Headers headers,
      int padding,
      boolean end)
      throws Http2Exception {
    to.onHeadersRead(context, id, headers, padding, end);
    return 0;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext context,
      int id,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean end)
      throws Http2Exception {
    Streams streams = streams(context);
    streams.begin(this, context, id, headers, end);
    streams.pass(
        this,
        id,
        Frame.of(
            to -> {
              to.onHeadersRead(context, id, headers, dependency, weight, exclusive, padding, end);
              return 0;
            }));
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean end)
      throws Http2Exception {
    Frame frame = Frame.ofData(data, padding, to -> to.onDataRead(context, id, data, padding, end));
    return streams(context).pass(this, id, frame);
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext context, int id, long code)
      throws Http2Exception {
    Frame frame =
        Frame.of(
            to -> {
              to.onRstStreamRead(context, id, code);
              return 0;
            });
    streams(context).pass(this, id, frame);
  }

  // What follows says how to go on with a stream, or belongs to extensions of the protocol. Of one
  // that waits it is not kept: nothing but a bound would end it.

  @Override
  public void onPriorityRead(
      ChannelHandlerContext context, int id, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    if (streams(context).admitted(id)) {
      listener.onPriorityRead(context, id, dependency, weight, exclusive);
    }
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext context, int id, int increment)
      throws Http2Exception {
    if (id == 0 || streams(context).admitted(id)) {
      listener.onWindowUpdateRead(context, id, increment);
    }
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext context, byte type, int id, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    if (id == 0 || streams(context).admitted(id)) {
      listener.onUnknownFrame(context, type, id, flags, payload);
    }
  }
}
