package io.bartizan.netty.http2;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The guard at the encoder: a response leaves for a request that was let in, and for no other. What
 * is left is what came around the sentry.
 */
public final class Outbound implements Adapter {

  /** The join point that it stands at. */
  static final String POINT = "netty.http2.response";

  private static final int FIRST_FINAL = 200;
  private static final int FIRST_ERROR = 400;

  /** RFC 6585, 5: Netty's own word to a head that is too long to be read. */
  private static final int TOO_LARGE = 431;

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    Http2Connection http2 = (Http2Connection) self;
    ChannelHandlerContext context = (ChannelHandlerContext) first;
    Object[] sent = (Object[]) third;
    if (context == null || second == null || sent == null) {
      throw new IllegalArgumentException("not a response of HTTP/2");
    }
    int id = (Integer) second;
    // What a server pushes has an even number, and belongs to a request that was let in.
    if (!http2.isServer() || id % 2 == 0 || http2.stream(id) == null) {
      return self;
    }
    Streams streams = Streams.on(judge, context.channel(), http2);
    return leaves(judge, streams, context, id, sent) ? self : null;
  }

  private static boolean leaves(
      Judge judge, Streams streams, ChannelHandlerContext context, int id, Object[] sent) {
    StreamExchange exchange = streams.of(id);
    Http2Headers headers = (Http2Headers) sent[0];
    int status = status(headers);
    if (exchange != null && exchange.admitted()) {
      boolean informs = status > 0 && status < FIRST_FINAL;
      if (!exchange.committed() && !informs) {
        Permit permit = exchange.permit();
        if (permit != null && judge.provisional(permit)) {
          // No handler was reached that a rule allows: a refusal leaves in its place.
          judge.settle(permit);
        }
        if (!exchange.admitted()) {
          return false;
        }
        sent[0] = exchange.respond(headers, status);
      }
      return true;
    }
    if (exchange != null && exchange.answer() != null) {
      exchange.spoken = true;
      return true;
    }
    if (status == TOO_LARGE) {
      return true;
    }
    if (status >= FIRST_ERROR) {
      Refusal.reset(context, id, Http2Error.REFUSED_STREAM);
      return false;
    }
    boolean goesOn =
        judge.unprotected("handler behind Netty's HTTP/2", streams.unheard(context, id));
    if (!goesOn) {
      close(context);
    }
    return goesOn;
  }

  /** At once: the channel's own close would wait until every stream is closed. */
  @SuppressWarnings("FutureReturnValueIgnored") // a close needs no telling
  static void close(ChannelHandlerContext context) {
    context.close();
  }

  /** 0 where there is none: trailers. */
  private static int status(Http2Headers headers) {
    CharSequence status = headers.status();
    try {
      return status == null ? 0 : Integer.parseInt(status.toString());
    } catch (NumberFormatException garbled) {
      return FIRST_FINAL;
    }
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second)
      throws Throwable {
    if (first instanceof Throwable) {
      // The gate tells of it: handlers must not.
      throw (Throwable) first;
    }
    if (second instanceof ChannelPromise) {
      ((ChannelPromise) second).tryFailure(new ClosedChannelException());
    }
  }
}
