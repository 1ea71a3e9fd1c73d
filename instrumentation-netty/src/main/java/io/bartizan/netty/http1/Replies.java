package io.bartizan.netty.http1;

import io.bartizan.gate.Permit;
import io.bartizan.netty.connection.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The half of a conversation that answers. Each request has its turn; the application's response is
 * let out for the permitted one whose turn it is, and a refusal is spoken when its turn comes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write tells its promise; a close needs no telling
final class Replies {

  /** Requests of one connection that wait for their answers; the next one is not begun. */
  private static final int MAX_TURNS = 64;

  /**
   * So long a client may go on sending a body that nobody reads before the connection is closed: at
   * once would reset it, and the answer might be lost (RFC 9112, 9.6).
   */
  private static final long LINGER_MILLIS = 1000;

  static final int SWITCHING_PROTOCOLS = 101;
  private static final int FIRST_FINAL = 200;
  private static final int FIRST_ERROR = 400;

  private final Conversation conversation;
  private final Queue<NettyExchange> turns = new ArrayDeque<>(2);

  private @Nullable ChannelHandlerContext seat;

  /** Of the request that turned the connection into something else: open as long as that is. */
  private @Nullable Permit upgraded;

  private boolean ended;
  private boolean unflushed;

  Replies(Conversation conversation) {
    this.conversation = conversation;
  }

  /** Where it speaks from now on. */
  void at(ChannelHandlerContext context) {
    seat = context;
  }

  /** A request was heard: it has the last turn. */
  void expect(NettyExchange exchange) {
    turns.add(exchange);
  }

  /** Whether no more requests should be begun. */
  boolean full() {
    return turns.size() >= MAX_TURNS;
  }

  /** What the application writes, on its way to the encoder. */
  void write(Object message, ChannelPromise promise) {
    if (ended) {
      drop(message, promise);
    } else if (message instanceof HttpResponse) {
      respond((HttpResponse) message, promise);
    } else {
      NettyExchange turn = turns.peek();
      if (!answersSomething(turn, message)) {
        unasked(message, FIRST_FINAL, promise);
        return;
      }
      if (turn != null && turn.committed()) {
        turn.sent(size(message));
      }
      spoken().write(message, promise);
      if (turn != null && turn.committed() && message instanceof LastHttpContent) {
        over(turn);
      }
    }
  }

  /**
   * Whether bytes may leave as they are: those of a request that was let in, and of what a
   * connection has become. Content without a response the encoder refuses by itself; nothing at all
   * is how applications wait for what went before.
   */
  private boolean answersSomething(@Nullable NettyExchange turn, Object message) {
    return message instanceof HttpContent
        || size(message) == 0
        || upgraded != null
        || (turn != null && turn.admitted());
  }

  private void respond(HttpResponse response, ChannelPromise promise) {
    NettyExchange turn = turns.peek();
    int status = response.getStatus().code();
    if (turn == null || !turn.admitted()) {
      unasked(response, status, promise);
      return;
    }
    if (status < FIRST_FINAL && status != SWITCHING_PROTOCOLS) {
      spoken().write(response, promise);
      return;
    }
    if (!conversation.settled(turn)) {
      drop(response, promise);
      return;
    }
    turn.respond(response);
    turn.sent(size(response));
    boolean whole = response instanceof LastHttpContent;
    spoken().write(response, promise);
    if (whole) {
      over(turn);
    }
  }

  /**
   * An error that answers no request (a time-out, say) closes the connection unsaid; anything else
   * comes of a request that reached its handler around us.
   */
  private void unasked(Object message, int status, ChannelPromise promise) {
    if (status < FIRST_ERROR && conversation.unprotected()) {
      spoken().write(message, promise);
      return;
    }
    drop(message, promise);
    if (!ended) {
      end();
      conversation.channel().close();
    }
  }

  private void over(NettyExchange turn) {
    turns.remove();
    if (turn.switches()) {
      upgraded = turn.permit();
    } else {
      conversation.finish(turn.permit());
    }
    settle();
    conversation.intake().resumeLater();
  }

  /** Speaks the refusals whose turn has come. */
  void settle() {
    NettyExchange turn = turns.peek();
    while (!ended && turn != null && turn.answer() != null) {
      turns.remove();
      say(turn);
      turn = turns.peek();
    }
  }

  /** Speaks a refusal out of turn, as the last word on the connection. */
  void last(NettyExchange exchange) {
    conversation.intake().stop();
    say(exchange);
  }

  private void say(NettyExchange turn) {
    Answer answer = turn.answer();
    if (seat == null || answer == null) {
      // The application encodes responses in a way of its own, which we can't speak.
      end();
      conversation.channel().close();
      return;
    }
    boolean close = turn.closes();
    turn.responded(answer.status());
    turn.sent(answer.length());
    conversation.finish(turn.permit());
    ChannelFuture written = seat.write(Spoken.of(answer, turn.head(), close));
    written.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    unflushed = true;
    if (close) {
      end();
      linger(written);
    }
    if (close || !conversation.intake().reading()) {
      flush();
    }
  }

  private void end() {
    ended = true;
    conversation.intake().stop();
  }

  private void linger(ChannelFuture written) {
    if (conversation.intake().unheard()) {
      conversation
          .channel()
          .eventLoop()
          .schedule(() -> conversation.channel().close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** The content of a refused request has been read to its end. */
  void heardAll() {
    ChannelHandlerContext at = seat;
    if (ended && at != null) {
      // Behind the answer in the order of writes, so that the answer leaves before.
      at.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Sends what was spoken. */
  void flush() {
    ChannelHandlerContext at = seat;
    if (unflushed && at != null) {
      unflushed = false;
      at.flush();
    }
  }

  /** The connection is gone. */
  void close() {
    ended = true;
    for (NettyExchange turn = turns.poll(); turn != null; turn = turns.poll()) {
      conversation.finish(turn.permit());
    }
    conversation.finish(upgraded);
  }

  private static void drop(Object message, ChannelPromise promise) {
    ReferenceCountUtil.release(message);
    promise.tryFailure(new ClosedChannelException());
  }

  private static long size(Object message) {
    if (message instanceof ByteBuf) {
      return ((ByteBuf) message).readableBytes();
    }
    if (message instanceof FileRegion) {
      return ((FileRegion) message).count();
    }
    boolean content = message instanceof HttpContent && message instanceof ByteBufHolder;
    return content ? ((ByteBufHolder) message).content().readableBytes() : 0;
  }

  private ChannelHandlerContext spoken() {
    ChannelHandlerContext at = seat;
    if (at == null) {
      throw new IllegalStateException("nothing is spoken before a seat is taken");
    }
    return at;
  }
}
