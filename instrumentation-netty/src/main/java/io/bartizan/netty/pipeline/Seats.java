package io.bartizan.netty.pipeline;

import io.bartizan.gate.Judge;
import io.bartizan.netty.http1.Conversation;
import io.bartizan.netty.http1.Seat;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The seats of one pipeline: one right behind each codec, and no others. */
final class Seats {

  private final Judge judge;
  private final ChannelPipeline pipeline;
  private final List<Map.Entry<String, ChannelHandler>> handlers = new ArrayList<>();

  private Seats(Judge judge, ChannelPipeline pipeline) {
    this.judge = judge;
    this.pipeline = pipeline;
    for (Map.Entry<String, ChannelHandler> handler : pipeline) {
      handlers.add(handler);
    }
  }

  /**
   * Keeps them in order while a handler is added, before it hears its first message.
   *
   * @throws IllegalStateException if that can't be done on this thread without a gap
   */
  static void keep(Judge judge, ChannelPipeline pipeline, Role role, ChannelHandler added) {
    if (added instanceof Seat || (role == Role.NONE && pipeline.get(Seat.class) == null)) {
      return;
    }
    new Seats(judge, pipeline).keep();
  }

  /**
   * HTTP/2 takes over: the seats of an HTTP/1 codec that is gone would take its requests for their
   * own.
   */
  static void leave(ChannelPipeline pipeline) {
    boolean behindCodec = false;
    for (Map.Entry<String, ChannelHandler> handler : pipeline) {
      ChannelHandler standing = handler.getValue();
      if (standing instanceof Seat && !behindCodec) {
        ((Seat) standing).giveUp();
        pipeline.remove(standing);
      }
      Role role = Role.of(standing);
      behindCodec = role.hears || role.speaks;
    }
  }

  private void keep() {
    List<Integer> lacking = new ArrayList<>();
    List<ChannelHandler> standing = new ArrayList<>();
    for (int i = 0; i < handlers.size(); i++) {
      Role role = Role.of(handlers.get(i).getValue());
      if (role.hears || (role.speaks && accepted())) {
        ChannelHandler next = i + 1 < handlers.size() ? handlers.get(i + 1).getValue() : null;
        if (next instanceof Seat && ((Seat) next).serves(role.hears, role.speaks)) {
          standing.add(next);
        } else {
          lacking.add(i);
        }
      }
    }
    if (!lacking.isEmpty()) {
      reseat(lacking, standing);
    }
  }

  /** Whether a client has connected: what encodes responses on other channels is not a server. */
  private boolean accepted() {
    return pipeline.channel().parent() != null;
  }

  private void reseat(List<Integer> lacking, List<ChannelHandler> standing) {
    Channel channel = pipeline.channel();
    if (channel.isRegistered() && !channel.eventLoop().inEventLoop()) {
      throw new IllegalStateException("a handler got behind an HTTP codec from another thread");
    }
    Conversation conversation = Conversation.on(judge, channel);
    for (Map.Entry<String, ChannelHandler> handler : handlers) {
      if (handler.getValue() instanceof Seat && !standing.contains(handler.getValue())) {
        ((Seat) handler.getValue()).giveUp();
        pipeline.remove(handler.getValue());
      }
    }
    for (int at : lacking) {
      Role role = Role.of(handlers.get(at).getValue());
      Seat seat =
          new Seat(conversation, role.hears, role.speaks, () -> new Seats(judge, pipeline).keep());
      pipeline.addAfter(handlers.get(at).getKey(), null, seat);
      // Netty swallows what is thrown when a handler is added. In its own loop a registered channel
      // has added it by now; anywhere else the seat sees to it once it is taken away.
      if (channel.isRegistered() && channel.eventLoop().inEventLoop() && !seat.taken()) {
        throw new IllegalStateException("nothing stands behind an HTTP codec");
      }
    }
  }
}
