package io.bartizan.netty.http1;

import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
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

  private static final AtomicInteger HELD = new AtomicInteger();

  private final Conversation conversation;
  private final Queue<Object> held = new ArrayDeque<>(2);

  private @Nullable ChannelHandlerContext seat;

  /** The request whose content is being heard. */
  private @Nullable NettyExchange incoming;

  private boolean deaf;
  private boolean reading;
  private boolean resuming;
  private boolean scheduled;
  private boolean paused;
  private boolean autoRead;
  private boolean readWanted;

  Intake(Conversation conversation) {
    this.conversation = conversation;
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
    for (Object message = held.poll(); message != null; message = held.poll()) {
      HELD.decrementAndGet();
      drop(message);
    }
    readOn();
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
    if (exchange.admitted()) {
      fire(exchange, request);
      return;
    }
    ReferenceCountUtil.release(request);
    if (exchange.closes()) {
      stop();
    }
    conversation.replies().settle();
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
   * answers: both would pile up here what only the client's side should hold.
   */
  private boolean mustWait(Object message) {
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
    ChannelConfig config = conversation.channel().config();
    paused = true;
    if (config.isAutoRead()) {
      autoRead = true;
      config.setAutoRead(false);
    }
  }

  /** Whether a read that somebody asks for may go out; otherwise it goes out later. */
  boolean mayRead() {
    if (!paused) {
      return true;
    }
    readWanted = true;
    ChannelConfig config = conversation.channel().config();
    if (config.isAutoRead()) {
      autoRead = true;
      config.setAutoRead(false);
    }
    return false;
  }

  /** Takes up what was held, on a turn of its own: its caller may be a handler in mid-sentence. */
  void resumeLater() {
    if (paused && !scheduled) {
      scheduled = true;
      conversation.channel().eventLoop().execute(this::resume);
    }
  }

  private void resume() {
    scheduled = false;
    if (!paused || resuming) {
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
    if (held.isEmpty()) {
      readOn();
    }
  }

  private void readOn() {
    if (!paused) {
      return;
    }
    paused = false;
    boolean wanted = readWanted;
    readWanted = false;
    if (autoRead) {
      autoRead = false;
      conversation.channel().config().setAutoRead(true);
    } else if (wanted) {
      known(seat).read();
    }
  }

  private static ChannelHandlerContext known(@Nullable ChannelHandlerContext seat) {
    if (seat == null) {
      throw new IllegalStateException("nothing is heard before a seat is taken");
    }
    return seat;
  }
}
