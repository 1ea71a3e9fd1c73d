package io.bartizan.testapp;

import io.netty.handler.codec.http2.DecoratingHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Settings;

/** A decoder that tells of another listener than it has. */
final class Foreign extends DecoratingHttp2ConnectionDecoder {

  private final Http2FrameListener told = new Http2FrameAdapter();

  private Foreign(Http2ConnectionDecoder decoder) {
    super(decoder);
  }

  @Override
  public Http2FrameListener frameListener() {
    return told;
  }

  static Http2ConnectionHandler handler() {
    Http2Connection connection = new DefaultHttp2Connection(true);
    Http2ConnectionEncoder encoder =
        new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter());
    Http2ConnectionDecoder decoder =
        new Foreign(
            new DefaultHttp2ConnectionDecoder(connection, encoder, new DefaultHttp2FrameReader()));
    decoder.frameListener(new Http2FrameAdapter());
    return new Handler(decoder, encoder);
  }

  private static final class Handler extends Http2ConnectionHandler {
    Handler(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder) {
      super(decoder, encoder, new Http2Settings());
    }
  }
}
