package io.bartizan.netty.http1;

import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.netty.connection.Answer;
import io.bartizan.netty.connection.Connection;
import io.netty.channel.Channel;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * What is asked and answered on one connection. Lives on the channel's event loop and outlasts the
 * seats that it speaks through.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write tells its promise; a close needs no telling
public final class Conversation {

  private static final AttributeKey<Conversation> KEY =
      AttributeKey.valueOf("io.bartizan.netty.conversation");

  private final Judge judge;
  private final Channel channel;
  private final Intake intake;
  private final Replies replies;
  private @Nullable Connection connection;

  private Conversation(Judge judge, Channel channel) {
    this.judge = judge;
    this.channel = channel;
    this.replies = new Replies(this);
    this.intake = new Intake(this);
    channel.closeFuture().addListener(closed -> close());
  }

  /** The conversation on a channel. */
  public static Conversation on(Judge judge, Channel channel) {
    Attribute<Conversation> attribute = channel.attr(KEY);
    Conversation known = attribute.get();
    if (known == null) {
      known = new Conversation(judge, channel);
      attribute.set(known);
    }
    return known;
  }

  Intake intake() {
    return intake;
  }

  Replies replies() {
    return replies;
  }

  Judge judge() {
    return judge;
  }

  Channel channel() {
    return channel;
  }

  Connection connection() {
    Connection known = connection;
    if (known == null) {
      known = Connection.begin(judge, channel);
      connection = known;
    }
    return known;
  }

  /** Has a request decided; it has its turn already. It may have to wait. */
  void decide(NettyExchange exchange) {
    exchange.decide(judge, Choke.POINT, channel.pipeline());
  }

  /** Has a request that waits decided anew; on any thread. */
  void takeUp(NettyExchange exchange) {
    channel.eventLoop().execute(() -> intake.takeUp(exchange));
  }

  /**
   * Requests come by a protocol that nobody listens to here: none of them would be decided.
   *
   * @return whether they may all the same (only while observing); otherwise the channel is closed
   */
  public boolean unheard(String handlers) {
    NettyExchange unknown = NettyExchange.unheard(Connection.silent(channel), this);
    boolean goesOn = judge.unprotected(handlers, unknown);
    if (!goesOn) {
      intake.stop();
      channel.close();
    }
    return goesOn;
  }

  /** A response that answers no request that was let in: what made it came around the seat. */
  boolean unprotected() {
    NettyExchange unknown = NettyExchange.unheard(connection(), this);
    boolean goesOn = judge.unprotected("handler behind Netty's encoder", unknown);
    if (!goesOn) {
      replies.last(unknown);
    }
    return goesOn;
  }

  /**
   * Whether a response may leave: on a provisional permit it may not, for no handler was reached
   * that a rule allows. It has been replaced then.
   */
  boolean settled(NettyExchange exchange) {
    Permit permit = exchange.permit();
    if (permit != null && judge.provisional(permit)) {
      judge.settle(permit);
    }
    return exchange.admitted();
  }

  /** See {@link NettyExchange#refuse}; after a permit it may come from any thread. */
  void refuse(NettyExchange exchange, Answer answer) {
    if (!exchange.admitted()) {
      exchange.answer(answer);
    } else if (channel.eventLoop().inEventLoop()) {
      replace(exchange, answer);
    } else {
      channel.eventLoop().execute(() -> replace(exchange, answer));
    }
  }

  /** A permit is taken back: the application's own answer is cut off, or never leaves. */
  private void replace(NettyExchange exchange, Answer answer) {
    intake.stop();
    if (exchange.committed()) {
      channel.close();
      return;
    }
    exchange.answer(answer);
    replies.settle();
  }

  /** Its stream ends, and the connection with it; from any thread. */
  void end() {
    channel.close();
  }

  void finish(@Nullable Permit permit) {
    if (permit != null) {
      judge.finish(permit);
    }
  }

  /** Nothing can be relied on any more. */
  void abort(Throwable broken) {
    try {
      intake.stop();
      Failure.tell(channel.pipeline(), broken);
    } finally {
      channel.close();
    }
  }

  private void close() {
    intake.stop();
    replies.close();
  }
}
