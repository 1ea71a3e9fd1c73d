package io.bartizan.netty.http2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import org.jspecify.annotations.Nullable;

/** A frame of one stream, on its way to the application's listener. */
final class Frame {

  /** Tells a listener of it. */
  interface Telling {

    /** Returns how many bytes of it were consumed, which only those of DATA frames are. */
    int to(Http2FrameListener listener) throws Http2Exception;
  }

  private final Telling telling;
  private final @Nullable ByteBuf data;

  /** What it takes of the flow-control window: data and padding (RFC 9113, 6.9.1). */
  final int size;

  private Frame(Telling telling, @Nullable ByteBuf data, int size) {
    this.telling = telling;
    this.data = data;
    this.size = size;
  }

  /** A frame that no window counts. */
  static Frame of(Telling telling) {
    return new Frame(telling, null, 0);
  }

  /** A DATA frame. */
  static Frame ofData(ByteBuf data, int padding, Telling telling) {
    return new Frame(telling, data, data.readableBytes() + padding);
  }

  int tell(Http2FrameListener listener) throws Http2Exception {
    return telling.to(listener);
  }

  /** It will be told later: its data outlast the read that brought them. */
  void keep() {
    if (data != null) {
      data.retain();
    }
  }

  /** It was kept, and is needed no longer. */
  void release() {
    if (data != null) {
      data.release();
    }
  }
}
