package io.bartizan.netty.http1;

import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.netty.connection.Answer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The half of a conversation that hears: decides each request, lets in what is permitted with all
 * that belongs to it, and drops the rest. While answers are due that can't be given yet, it holds
 * what it hears and reads no further.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write tells its promise; a close needs no telling
final class Intake {

  /** Messages held on all connections together: one read of one connection may bring thousands. */
  private static final int MAX_HELD = 16_384;

  /** A decision waits for less than a second; this is for one that nobody makes anew. */
  private static final long MAX_WAIT_MILLIS = 2000;

  private static final AtomicInteger HELD = new AtomicInteger();

  private final Conversation conversation;
  private final Queue<Object> held = new ArrayDeque<>(2);
  private final Reads reads;

  private @Nullable ChannelHandlerContext seat;

  /** The request whose content is being heard. */
  private @Nullable NettyExchange incoming;

  /** The request whose decision waits, and its head. */
  private @Nullable NettyExchange waiting;

  private @Nullable HttpRequest waitingRequest;

  private boolean deaf;
  private boolean reading;
  private boolean resuming;
  private boolean scheduled;

  Intake(Conversation conversation) {
    this.conversation = conversation;
    this.reads = new Reads(conversation.channel());
  }

  /** Whether it is read from the channel. */
  Reads reads() {
    return reads;
  }

  /** Where it hears from now on. */
  void at(ChannelHandlerContext context) {
    seat = context;
  }

  /** Hears a message from the decoder. */
  void hear(Object message) {
    reading = true;
    if (deaf) {
      drop(message);
    } else if (resuming || !held.isEmpty() || mustWait(message)) {
      hold(message);
    } else {
      take(message);
    }
  }

  /** The decoder has no more for now. */
  void pause() {
    reading = false;
  }

  /** Whether it is within a read, whose end is yet to come. */
  boolean reading() {
    return reading;
  }

  /** Whether the content of a request is still to come. */
  boolean unheard() {
    return incoming != null;
  }

  /** Hears nothing more: whatever comes is dropped. */
  void stop() {
    deaf = true;
    if (waitingRequest != null) {
      ReferenceCountUtil.release(waitingRequest);
      waiting = null;
      waitingRequest = null;
    }
    for (Object message = held.poll(); message != null; message = held.poll()) {
      HELD.decrementAndGet();
      drop(message);
    }
    if (reads.paused()) {
      reads.goOn(known(seat));
    }
  }

  private void take(Object message) {
    if (message instanceof HttpRequest) {
      begin((HttpRequest) message);
    } else if (message instanceof HttpContent) {
      goOn((HttpContent) message);
    } else {
      known(seat).fireChannelRead(message);
    }
  }

  private void begin(HttpRequest request) {
    NettyExchange exchange = new NettyExchange(conversation.connection(), request, conversation);
    incoming = request instanceof LastHttpContent ? null : exchange;
    conversation.replies().expect(exchange);
    conversation.decide(exchange);
    conclude(exchange, request);
  }

  private void conclude(NettyExchange exchange, HttpRequest request) {
    if (exchange.admitted()) {
      Http2Offer.decline(request);
      fire(exchange, request);
    } else if (exchange.waits()) {
      wait(exchange, request);
    } else {
      ReferenceCountUtil.release(request);
      if (exchange.closes()) {
        stop();
      }
      conversation.replies().settle();
    }
  }

  private void wait(NettyExchange exchange, HttpRequest request) {
    waiting = exchange;
    waitingRequest = request;
    reads.pause();
    conversation
        .channel()
        .eventLoop()
        .schedule(() -> giveUp(exchange), MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A request has waited: it is decided anew, and what was held behind it goes on. */
  void takeUp(NettyExchange exchange) {
    HttpRequest request = waitingRequest;
    if (waiting != exchange || request == null) {
      return;
    }
    waiting = null;
    waitingRequest = null;
    try {
      conversation.decide(exchange);
      conclude(exchange, request);
    } catch (Throwable broken) {
      conversation.abort(broken);
      return;
    }
    resume();
  }

  /** Nobody came for it: whoever should have, failed. */
  private void giveUp(NettyExchange exchange) {
    HttpRequest request = waitingRequest;
    if (waiting == exchange && request != null) {
      waiting = null;
      waitingRequest = null;
      exchange.answer(Answer.UNAVAILABLE);
      conclude(exchange, request);
    }
  }

  /** Content belongs to the request before it, and shares its fate. */
  private void goOn(HttpContent content) {
    NettyExchange exchange = incoming;
    if (content instanceof LastHttpContent) {
      incoming = null;
    }
    if (exchange != null && exchange.admitted()) {
      fire(exchange, content);
    } else {
      ReferenceCountUtil.release(content);
    }
  }

  private void fire(NettyExchange exchange, Object message) {
    Judge judge = conversation.judge();
    Permit before = judge.runUnder(exchange.permit());
    try {
      known(seat).fireChannelRead(message);
    } finally {
      judge.runUnder(before);
    }
  }

  private void drop(Object message) {
    ReferenceCountUtil.release(message);
    if (message instanceof LastHttpContent && incoming != null) {
      incoming = null;
      conversation.replies().heardAll();
    }
  }

  /**
   * No request is begun while too many are unanswered, or while the client does not read the
   * answers: both would pile up here what only the client's side should hold. While a decision
   * waits, everything does.
   */
  private boolean mustWait(Object message) {
    if (waiting != null) {
      return true;
    }
    return message instanceof HttpRequest
        && (conversation.replies().full() || !conversation.channel().isWritable());
  }

  private void hold(Object message) {
    if (HELD.incrementAndGet() > MAX_HELD) {
      HELD.decrementAndGet();
      ReferenceCountUtil.release(message);
      stop();
      conversation.channel().close();
      return;
    }
    held.add(message);
    reads.pause();
  }

  /** Takes up what was held, on a turn of its own: its caller may be a handler in mid-sentence. */
  void resumeLater() {
    if (reads.paused() && !scheduled) {
      scheduled = true;
      conversation.channel().eventLoop().execute(this::resume);
    }
  }

  private void resume() {
    scheduled = false;
    if (!reads.paused() || resuming) {
      return;
    }
    resuming = true;
    try {
      Object next = held.peek();
      while (next != null && !mustWait(next)) {
        held.remove();
        HELD.decrementAndGet();
        take(next);
        next = held.peek();
      }
    } catch (Throwable broken) {
      conversation.abort(broken);
    } finally {
      resuming = false;
    }
    conversation.replies().flush();
    known(seat).fireChannelReadComplete();
    if (held.isEmpty() && waiting == null) {
      reads.goOn(known(seat));
    }
  }

  private static ChannelHandlerContext known(@Nullable ChannelHandlerContext seat) {
    if (seat == null) {
      throw new IllegalStateException("nothing is heard before a seat is taken");
    }
    return seat;
  }
}
