package io.bartizan.netty.pipeline;

import io.netty.channel.ChannelHandler;
import io.netty.channel.CombinedChannelDuplexHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What a handler is in an HTTP server's pipeline, told by the names of its class and those above: a
 * pipeline of another protocol may lack the HTTP classes altogether.
 */
enum Role {
  /** Nothing that concerns us; clients' codecs among it. */
  NONE(false, false),
  /** Bytes to requests. */
  DECODER(true, false),
  /** Responses to bytes. */
  ENCODER(false, true),
  /** Both. */
  CODEC(true, true),
  /** Two handlers in one: what they are tells. */
  PAIR(false, false),
  /** HTTP/2, of a client or a server. */
  HTTP2(false, false);

  private static final String HTTP = "io.netty.handler.codec.http.";

  private static final ClassValue<Role> ROLES =
      new ClassValue<Role>() {
        @Override
        protected Role computeValue(Class<?> type) {
          return find(type);
        }
      };

  /** Whether requests come out of it. */
  final boolean hears;

  /** Whether responses go into it. */
  final boolean speaks;

  Role(boolean hears, boolean speaks) {
    this.hears = hears;
    this.speaks = speaks;
  }

  /**
   * The role of a handler, never {@link #PAIR}.
   *
   * @throws IllegalStateException if it is a pair that does not tell what it consists of
   */
  static Role of(ChannelHandler handler) {
    Role role = ROLES.get(handler.getClass());
    return role == PAIR ? ofPair(handler) : role;
  }

  private static Role ofPair(ChannelHandler pair) {
    boolean hears = half(pair, "inboundHandler").hears;
    boolean speaks = half(pair, "outboundHandler").speaks;
    return hears ? (speaks ? CODEC : DECODER) : (speaks ? ENCODER : NONE);
  }

  private static Role half(ChannelHandler pair, String which) {
    try {
      Method method = CombinedChannelDuplexHandler.class.getDeclaredMethod(which);
      method.setAccessible(true);
      Object half = method.invoke(pair);
      return half instanceof ChannelHandler ? of((ChannelHandler) half) : NONE;
    } catch (ReflectiveOperationException | RuntimeException untold) {
      throw new IllegalStateException("what is in " + pair.getClass() + "?", untold);
    }
  }

  private static Role find(Class<?> type) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      Role role = named(at.getName());
      if (role != null) {
        return role;
      }
    }
    return NONE;
  }

  private static @Nullable Role named(String name) {
    switch (name) {
      case HTTP + "HttpClientCodec":
      case HTTP + "HttpResponseDecoder":
      case HTTP + "HttpRequestEncoder":
      case "io.netty.handler.codec.rtsp.RtspDecoder":
      case "io.netty.handler.codec.rtsp.RtspEncoder":
      case "io.netty.handler.codec.rtsp.RtspObjectDecoder":
      case "io.netty.handler.codec.rtsp.RtspObjectEncoder":
        return NONE;
      case HTTP + "HttpServerCodec":
        return CODEC;
      case HTTP + "HttpObjectDecoder":
        return DECODER;
      case HTTP + "HttpObjectEncoder":
        return ENCODER;
      case "io.netty.channel.CombinedChannelDuplexHandler":
        return PAIR;
      case "io.netty.handler.codec.http2.Http2ConnectionHandler":
        return HTTP2;
      default:
        return null;
    }
  }
}
