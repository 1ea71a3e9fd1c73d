package io.bartizan.netty.pipeline;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Gate;
import io.bartizan.gate.Judge;
import io.bartizan.netty.http1.Conversation;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each handler before it becomes part of a pipeline, and sees to it that a seat stands
 * behind each HTTP codec and that nothing stands between. What it can't see to does not become
 * part.
 */
public final class Seating implements Adapter {

  private final boolean http = present("io.netty.handler.codec.http.HttpRequest");

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third)
      throws ReflectiveOperationException {
    if (!http) {
      return self;
    }
    if (!(self instanceof ChannelPipeline) || !(first instanceof ChannelHandlerContext)) {
      throw new IllegalArgumentException("not Netty's pipeline and context");
    }
    ChannelHandlerContext added = (ChannelHandlerContext) first;
    Role role = Role.of(added.handler());
    if (role == Role.HTTP2) {
      Object connection = call(added.handler(), "connection", "Http2ConnectionHandler");
      if (connection == null) {
        throw new IllegalStateException("a handler of HTTP/2 without a connection");
      }
      if (Boolean.TRUE.equals(call(connection, "isServer", "Http2Connection"))) {
        Seats.leave((ChannelPipeline) self);
        return admitted(judge, added, connection) ? self : null;
      }
    }
    Seats.keep(judge, (ChannelPipeline) self, role, added.handler());
    return self;
  }

  /** What comes around Netty's own decoder is not decided; so it is not heard either. */
  private static boolean admitted(Judge judge, ChannelHandlerContext added, Object connection)
      throws ReflectiveOperationException {
    Object decoder = call(added.handler(), "decoder", "Http2ConnectionHandler");
    Object listener = call(decoder, "frameListener", "Http2ConnectionDecoder");
    return Gate.enter("netty.http2.added", connection, added, listener, null) != null
        || Conversation.on(judge, added.channel()).unheard("handlers behind Netty's HTTP/2");
  }

  private static @Nullable Object call(@Nullable Object target, String method, String type)
      throws ReflectiveOperationException {
    try {
      return Class.forName(
              "io.netty.handler.codec.http2." + type, false, Seating.class.getClassLoader())
          .getMethod(method)
          .invoke(target);
    } catch (InvocationTargetException thrown) {
      throw new IllegalStateException(thrown.getCause());
    }
  }

  private static boolean present(String type) {
    try {
      Class.forName(type, false, Seating.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** A client whose pipeline stays incomplete would wait for an answer that nobody gives. */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // a close needs no telling
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (entered == null && first instanceof ChannelHandlerContext) {
      Channel channel = ((ChannelHandlerContext) first).channel();
      if (channel.parent() != null) {
        channel.close();
      }
    }
  }
}
