package io.bartizan.netty.http2;

import io.bartizan.netty.connection.Answer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Locale;

/** Speaks a refusal on its stream; the connection goes on. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection or the stream
final class Refusal {

  private Refusal() {}

  /** Speaks the answer of an exchange, and ends its stream. */
  static void speak(StreamExchange exchange, Http2Connection http2) {
    Answer answer = exchange.answer();
    Http2Stream stream = http2.stream(exchange.id);
    if (answer == null || stream == null) {
      return;
    }
    boolean grpc = exchange.grpc();
    boolean body = !grpc && !exchange.head() && answer.length() > 0 && room(http2, stream, answer);
    Http2Headers headers = grpc ? Grpc.headers(answer) : headers(answer);
    exchange.responded(answer.status());
    exchange.sent(body ? answer.length() : 0);
    ChannelHandlerContext context = exchange.context;
    Http2ConnectionEncoder encoder = encoder(context);
    boolean unheard = stream.state().remoteSideOpen();
    ChannelFuture written =
        encoder.writeHeaders(context, exchange.id, headers, 0, !body, context.newPromise());
    if (!exchange.spoken) {
      // Even the guard that it had to pass failed. Nobody is left waiting.
      Outbound.close(context);
      return;
    }
    if (body) {
      written =
          encoder.writeData(
              context,
              exchange.id,
              Unpooled.wrappedBuffer(answer.body()),
              0,
              true,
              context.newPromise());
    }
    if (unheard) {
      // RFC 9113, 8.1: the answer is whole, and what is still to come need not be sent.
      written.addListener(done -> reset(exchange, http2, Http2Error.NO_ERROR));
    }
  }

  /** Ends a stream whose response is on its way already. */
  static void cutOff(StreamExchange exchange, Http2Connection http2) {
    reset(exchange, http2, Http2Error.INTERNAL_ERROR);
  }

  private static void reset(StreamExchange exchange, Http2Connection http2, Http2Error why) {
    if (http2.stream(exchange.id) != null) {
      reset(exchange.context, exchange.id, why);
    }
  }

  /** Ends a stream without a word. */
  static void reset(ChannelHandlerContext context, int id, Http2Error why) {
    encoder(context).writeRstStream(context, id, why.code(), context.newPromise());
    context.flush();
  }

  private static Http2ConnectionEncoder encoder(ChannelHandlerContext context) {
    return ((Http2ConnectionHandler) context.handler()).encoder();
  }

  /** A client that leaves no room for a body gets the head alone, so that none piles up here. */
  private static boolean room(Http2Connection http2, Http2Stream stream, Answer answer) {
    Http2RemoteFlowController window = http2.remote().flowController();
    return window.windowSize(stream) >= answer.length()
        && window.windowSize(http2.connectionStream()) >= answer.length();
  }

  private static Http2Headers headers(Answer answer) {
    Http2Headers headers = new DefaultHttp2Headers(false);
    headers.status(Integer.toString(answer.status()));
    add(answer, headers, false);
    headers.set("content-length", Integer.toString(answer.length()));
    return headers;
  }

  /** Adds the answer's fields, but for those that only HTTP/1 has (RFC 9113, 8.2.2). */
  static void add(Answer answer, Http2Headers to, boolean bodiless) {
    String[] fields = answer.headers();
    for (int i = 0; i + 1 < fields.length; i += 2) {
      String name = fields[i].toLowerCase(Locale.ROOT);
      boolean ofBody = name.startsWith("content-");
      if (!name.equals("connection") && !name.equals("keep-alive") && !(bodiless && ofBody)) {
        to.add(name, fields[i + 1]);
      }
    }
  }
}
