package io.bartizan.netty.http2;

import io.bartizan.gate.Gate;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.netty.connection.Answer;
import io.bartizan.netty.connection.Connection;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one connection, each a request that was let in, refused, or waits for its
 * decision. Lives on the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close needs no telling
final class Streams extends Http2ConnectionAdapter {

  private static final AttributeKey<Streams> KEY = AttributeKey.valueOf("io.bartizan.netty.http2");

  /**
   * Frames held on all connections together; the windows of flow control bound only their bytes.
   */
  private static final int MAX_HELD = 16_384;

  /** Frames held of one stream: the smallest ones must not use up what all may hold. */
  private static final int MAX_HELD_OF_ONE = 256;

  /** A decision waits for less than a second; this is for one that nobody makes anew. */
  private static final long MAX_WAIT_MILLIS = 2000;

  private static final AtomicInteger HELD = new AtomicInteger();

  private final Judge judge;
  private final Channel channel;
  private final Http2Connection http2;
  private final Http2Connection.PropertyKey key;
  private @Nullable Connection connection;

  private Streams(Judge judge, Channel channel, Http2Connection http2) {
    this.judge = judge;
    this.channel = channel;
    this.http2 = http2;
    this.key = http2.newKey();
    http2.addListener(this);
  }

  /** Those of a channel. */
  static Streams on(Judge judge, Channel channel, Http2Connection http2) {
    Attribute<Streams> attribute = channel.attr(KEY);
    Streams known = attribute.get();
    if (known == null || known.http2 != http2) {
      known = new Streams(judge, channel, http2);
      attribute.set(known);
    }
    return known;
  }

  Connection connection() {
    Connection known = connection;
    if (known == null) {
      known = Connection.beginHttp2(judge, channel, Http2Connection.class);
      connection = known;
    }
    return known;
  }

  @Nullable StreamExchange of(int id) {
    Http2Stream stream = http2.stream(id);
    return stream == null ? null : stream.getProperty(key);
  }

  /** A request that nobody heard, of which only the response is known. */
  StreamExchange unheard(ChannelHandlerContext context, int id) {
    Http2Headers unknown = new DefaultHttp2Headers(false).method("UNKNOWN");
    return new StreamExchange(this, connection(), null, context, id, unknown, true);
  }

  /** The head of a request, or trailers: only the first decides. */
  void begin(
      Sentry sentry, ChannelHandlerContext context, int id, Http2Headers headers, boolean end) {
    Http2Stream stream = http2.stream(id);
    if (stream == null || stream.getProperty(key) != null) {
      return;
    }
    StreamExchange exchange =
        new StreamExchange(this, connection(), sentry, context, id, headers, end);
    stream.setProperty(key, exchange);
    decide(exchange);
    if (!exchange.admitted()) {
      conclude(exchange);
    }
  }

  private void decide(StreamExchange exchange) {
    exchange.decide(judge, Choke.POINT, http2);
  }

  /**
   * A frame that a sentry has heard: it goes on to who listens behind it, or waits with its stream,
   * or is dropped.
   *
   * @return how many bytes of it are consumed
   */
  int pass(Sentry sentry, int id, Frame frame) throws Http2Exception {
    StreamExchange exchange = of(id);
    if (exchange != null && exchange.admitted()) {
      return under(exchange, sentry.listener(), frame);
    }
    if (exchange != null && exchange.waits() && hold(exchange, frame)) {
      return 0;
    }
    return frame.size;
  }

  /** Whether a stream was let in. */
  boolean admitted(int id) {
    StreamExchange exchange = of(id);
    return exchange != null && exchange.admitted();
  }

  private int under(StreamExchange exchange, Http2FrameListener listener, Frame frame)
      throws Http2Exception {
    Permit before = judge.runUnder(exchange.permit());
    try {
      return frame.tell(listener);
    } finally {
      judge.runUnder(before);
    }
  }

  private boolean hold(StreamExchange exchange, Frame frame) {
    boolean room = exchange.held.size() < MAX_HELD_OF_ONE;
    if (!room || HELD.incrementAndGet() > MAX_HELD) {
      if (room) {
        HELD.decrementAndGet();
      }
      exchange.answer(Answer.UNAVAILABLE);
      conclude(exchange);
      return false;
    }
    frame.keep();
    exchange.held.add(frame);
    return true;
  }

  private void conclude(StreamExchange exchange) {
    if (exchange.waits()) {
      channel.eventLoop().schedule(() -> giveUp(exchange), MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      drop(exchange, true);
      Refusal.speak(exchange, http2);
    }
  }

  /** A request that waited is decided anew; called from any thread. */
  void takeUp(StreamExchange exchange) {
    channel.eventLoop().execute(() -> resume(exchange));
  }

  private void resume(StreamExchange exchange) {
    if (!exchange.waits() || of(exchange.id) != exchange) {
      return;
    }
    try {
      decide(exchange);
      if (exchange.admitted()) {
        tellHeld(exchange);
      } else {
        conclude(exchange);
      }
      // As after a read: what was heard late is flushed like the rest.
      ((Http2ConnectionHandler) exchange.context.handler()).channelReadComplete(exchange.context);
    } catch (Throwable broken) {
      abort(exchange, broken);
    } finally {
      if (!exchange.waits()) {
        drop(exchange, false);
      }
    }
  }

  /** Nobody came for it: whoever should have, failed. */
  private void giveUp(StreamExchange exchange) {
    if (exchange.waits() && of(exchange.id) == exchange) {
      exchange.answer(Answer.UNAVAILABLE);
      conclude(exchange);
      exchange.context.flush();
    }
  }

  private void tellHeld(StreamExchange exchange) throws Http2Exception {
    Sentry sentry = exchange.sentry;
    Frame frame = exchange.held.poll();
    while (frame != null && sentry != null) {
      HELD.decrementAndGet();
      try {
        consumed(exchange, under(exchange, sentry.listener(), frame));
      } finally {
        frame.release();
      }
      frame = exchange.held.poll();
    }
  }

  /**
   * What was held and is not told any more; a stream that is closed gives its bytes back itself.
   */
  private void drop(StreamExchange exchange, boolean open) {
    int size = 0;
    for (Frame frame = exchange.held.poll(); frame != null; frame = exchange.held.poll()) {
      HELD.decrementAndGet();
      size += frame.size;
      frame.release();
    }
    if (open) {
      try {
        consumed(exchange, size);
      } catch (Http2Exception broken) {
        abort(exchange, broken);
      }
    }
  }

  private void consumed(StreamExchange exchange, int bytes) throws Http2Exception {
    Http2Stream stream = http2.stream(exchange.id);
    if (bytes > 0 && stream != null) {
      http2.local().flowController().consumeBytes(stream, bytes);
    }
  }

  /** See {@link StreamExchange#refuse}; after a permit it may come from any thread. */
  void refuse(StreamExchange exchange, Answer answer) {
    if (!exchange.admitted()) {
      exchange.answer(answer);
    } else if (channel.eventLoop().inEventLoop()) {
      replace(exchange, answer);
    } else {
      channel.eventLoop().execute(() -> replace(exchange, answer));
    }
  }

  /** A permit is taken back: the application's own answer is cut off, or never leaves. */
  private void replace(StreamExchange exchange, Answer answer) {
    if (exchange.committed()) {
      Refusal.cutOff(exchange, http2);
    } else {
      exchange.answer(answer);
      Refusal.speak(exchange, http2);
    }
    exchange.context.flush();
  }

  /** Ends a stream whose response is on its way; called from any thread. */
  void cutOff(StreamExchange exchange) {
    channel
        .eventLoop()
        .execute(
            () -> {
              Refusal.cutOff(exchange, http2);
              exchange.context.flush();
            });
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    StreamExchange exchange = stream.getProperty(key);
    if (exchange == null) {
      return;
    }
    drop(exchange, false);
    Permit permit = exchange.permit();
    if (permit != null) {
      judge.finish(permit);
    }
  }

  /** Nothing can be relied on any more. */
  private void abort(StreamExchange exchange, Throwable broken) {
    try {
      Gate.leave(Outbound.POINT, null, http2, broken, null);
    } finally {
      Outbound.close(exchange.context);
    }
  }
}
