package io.bartizan.netty.http1;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * The place right behind a codec. Behind a decoder it hears every request before any handler does,
 * behind an encoder every response after all handlers; all else passes. The state is the
 * conversation's, so that a seat can be given up for another.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write tells its promise; a close needs no telling
public final class Seat extends ChannelDuplexHandler {

  private final Conversation conversation;
  private final boolean hears;
  private final boolean speaks;
  private final Runnable keeper;
  private boolean givenUp;
  private boolean taken;

  /**
   * A seat behind a decoder, an encoder, or both in one.
   *
   * @param keeper puts another one there, should somebody take this one away
   */
  public Seat(Conversation conversation, boolean hears, boolean speaks, Runnable keeper) {
    this.conversation = conversation;
    this.hears = hears;
    this.speaks = speaks;
    this.keeper = keeper;
  }

  /** Another one is about to stand where this one no longer belongs. */
  public void giveUp() {
    givenUp = true;
  }

  /** Whether it is a seat for a codec that does just this. */
  public boolean serves(boolean decoder, boolean encoder) {
    return hears == decoder && speaks == encoder;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    if (hears) {
      conversation.intake().at(context);
    }
    if (speaks) {
      conversation.replies().at(context);
    }
    taken = true;
  }

  /** Whether it has become part of its pipeline, and hears and speaks. */
  public boolean taken() {
    return taken;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (givenUp || !context.channel().isOpen()) {
      return;
    }
    if (!taken) {
      // Netty takes away what fails to be added. Another one would fail likewise, and another.
      conversation.abort(new IllegalStateException("a seat could not be taken"));
      return;
    }
    try {
      keeper.run();
    } catch (Throwable broken) {
      conversation.abort(broken);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!hears) {
      context.fireChannelRead(message);
      return;
    }
    try {
      conversation.intake().hear(message);
    } catch (Throwable broken) {
      conversation.abort(broken);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (hears) {
      conversation.intake().pause();
      conversation.replies().flush();
    }
    context.fireChannelReadComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (hears) {
      conversation.intake().resumeLater();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (!hears || conversation.intake().reads().may()) {
      context.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!speaks) {
      context.write(message, promise);
      return;
    }
    try {
      conversation.replies().write(message, promise);
    } catch (Throwable broken) {
      promise.tryFailure(broken);
      conversation.abort(broken);
    }
  }
}
