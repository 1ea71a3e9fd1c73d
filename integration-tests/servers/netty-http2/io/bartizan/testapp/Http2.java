package io.bartizan.testapp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.codec.http2.HttpToHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.InboundHttp2ToHttpAdapterBuilder;
import io.netty.util.AsciiString;

/**
 * The ways to serve HTTP/2: {@code frames} as they are, {@code multiplex} with a channel for each
 * stream, {@code adapter} as HTTP/1 on the connection's own channel, {@code cleartext} beside
 * HTTP/1, {@code hasty} by an application that answers a stream before it has heard of it, and
 * {@code foreign} by a decoder that does not tell who listens to it.
 */
public final class Http2 {

  private static final int MOST = 65_536;

  private Http2() {}

  /** Builds a pipeline; called by name, for Netty 4.0 has none of this. */
  public static void build(String kind, ChannelPipeline pipeline) {
    switch (kind) {
      case "frames":
        pipeline.addLast(codec(), new Frames(false));
        break;
      case "hasty":
        pipeline.addLast(codec(), new Frames(true));
        break;
      case "multiplex":
        pipeline.addLast(codec(), new Http2MultiplexHandler(streams()));
        break;
      case "adapter":
        pipeline.addLast(adapter(), new App());
        break;
      case "foreign":
        pipeline.addLast(Foreign.handler());
        break;
      case "cleartext":
        cleartext(pipeline);
        break;
      default:
        throw new IllegalArgumentException(kind);
    }
  }

  private static Http2FrameCodec codec() {
    return Http2FrameCodecBuilder.forServer().build();
  }

  private static ChannelHandler streams() {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel stream) {
        stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), new App());
      }
    };
  }

  private static Http2ConnectionHandler adapter() {
    Http2Connection connection = new DefaultHttp2Connection(true);
    return new HttpToHttp2ConnectionHandlerBuilder()
        .connection(connection)
        .frameListener(
            new InboundHttp2ToHttpAdapterBuilder(connection).maxContentLength(MOST).build())
        .build();
  }

  private static void cleartext(ChannelPipeline pipeline) {
    HttpServerCodec codec = new HttpServerCodec();
    HttpServerUpgradeHandler upgrade =
        new HttpServerUpgradeHandler(
            codec,
            protocol ->
                AsciiString.contentEquals(Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME, protocol)
                    ? new Http2ServerUpgradeCodec(adapter())
                    : null);
    pipeline.addLast(new CleartextHttp2ServerUpgradeHandler(codec, upgrade, adapter()), new App());
  }
}
