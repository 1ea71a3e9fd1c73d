package io.bartizan.netty.pipeline;

import io.netty.channel.ChannelHandler;
import io.netty.channel.CombinedChannelDuplexHandler;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
  private static final String RTSP = "io.netty.handler.codec.rtsp.";
  private static final Map<String, Role> KNOWN = known();
  private static final Set<Map.Entry<String, Role>> NOBODY = Collections.emptySet();

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

  /**
   * By the names that Netty's own classes have: weaving maps these constants where Netty's packages
   * were renamed.
   *
   * @throws IllegalStateException if it is a codec of HTTP, of a Netty under another name than this
   *     pipeline's: its messages are not those that a seat understands
   */
  private static @Nullable Role named(String name) {
    Role known = KNOWN.get(name);
    int codec = known == null ? name.indexOf(".handler.codec.") : -1;
    for (Map.Entry<String, Role> one : codec < 0 ? NOBODY : KNOWN.entrySet()) {
      if (one.getValue() != NONE && one.getKey().endsWith(name.substring(codec))) {
        throw new IllegalStateException("a codec of another Netty than the pipeline's: " + name);
      }
    }
    return known;
  }

  private static Map<String, Role> known() {
    Map<String, Role> known = new HashMap<>();
    known.put(HTTP + "HttpClientCodec", NONE);
    known.put(HTTP + "HttpResponseDecoder", NONE);
    known.put(HTTP + "HttpRequestEncoder", NONE);
    known.put(RTSP + "RtspDecoder", NONE);
    known.put(RTSP + "RtspEncoder", NONE);
    known.put(RTSP + "RtspObjectDecoder", NONE);
    known.put(RTSP + "RtspObjectEncoder", NONE);
    known.put(HTTP + "HttpServerCodec", CODEC);
    known.put(HTTP + "HttpObjectDecoder", DECODER);
    known.put(HTTP + "HttpObjectEncoder", ENCODER);
    known.put("io.netty.channel.CombinedChannelDuplexHandler", PAIR);
    known.put("io.netty.handler.codec.http2.Http2ConnectionHandler", HTTP2);
    return known;
  }
}
