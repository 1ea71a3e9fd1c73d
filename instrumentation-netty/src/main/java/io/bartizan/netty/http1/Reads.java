package io.bartizan.netty.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;

/** Whether a channel is read. Reads that somebody asks for while it is not are made up for. */
final class Reads {

  private final Channel channel;
  private boolean paused;
  private boolean autoRead;
  private boolean wanted;

  Reads(Channel channel) {
    this.channel = channel;
  }

  boolean paused() {
    return paused;
  }

  /** Reads no further. */
  void pause() {
    paused = true;
    ChannelConfig config = channel.config();
    if (config.isAutoRead()) {
      autoRead = true;
      config.setAutoRead(false);
    }
  }

  /** Whether a read that somebody asks for may go out; otherwise it goes out later. */
  boolean may() {
    if (paused) {
      wanted = true;
      pause();
    }
    return !paused;
  }

  /** Reads on as before. */
  void goOn(ChannelHandlerContext seat) {
    if (!paused) {
      return;
    }
    paused = false;
    boolean asked = wanted;
    wanted = false;
    if (autoRead) {
      autoRead = false;
      channel.config().setAutoRead(true);
    } else if (asked) {
      seat.read();
    }
  }
}
