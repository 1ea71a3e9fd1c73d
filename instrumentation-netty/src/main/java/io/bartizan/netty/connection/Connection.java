package io.bartizan.netty.connection;

import io.bartizan.exchange.Certificates;
import io.bartizan.gate.Judge;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** What all requests of one connection have in common. */
public final class Connection {

  /** For what has no address: in-process channels and Unix domain sockets. */
  private static final String NO_ADDRESS = "0.0.0.0";

  private static final String SERVER = server();

  private static final String TOLD = "io.bartizan.netty.listening.";

  final String server = SERVER;
  final String scheme;
  final String peerAddress;
  final int peerPort;
  final int localPort;

  /** What ends TLS; null if nothing does. */
  private final @Nullable ChannelHandler tls;

  private Connection(Channel channel) {
    InetSocketAddress peer = inet(channel.remoteAddress());
    InetSocketAddress local = inet(channel.localAddress());
    this.tls = tls(channel);
    this.scheme = tls == null ? "http" : "https";
    this.peerAddress =
        peer == null || peer.getAddress() == null ? NO_ADDRESS : peer.getAddress().getHostAddress();
    this.peerPort = peer == null ? 0 : peer.getPort();
    this.localPort = local == null ? 0 : local.getPort();
  }

  /** A connection on which nothing was heard. */
  public static Connection silent(Channel channel) {
    return new Connection(channel);
  }

  /** A connection that has just heard its first request, by HTTP/1. Its listener is told of. */
  public static Connection begin(Judge judge, Channel channel) {
    Connection connection = new Connection(channel);
    announce(judge, channel, connection.scheme, Channel.class);
    return connection;
  }

  /**
   * The same, by HTTP/2: no canary is sent to try it, for it may understand nothing else.
   *
   * @param witness a class of Netty's HTTP/2, whose loader may be another one than Netty's own
   */
  public static Connection beginHttp2(Judge judge, Channel channel, Class<?> witness) {
    Connection connection = new Connection(channel);
    announce(judge, channel, connection.scheme.equals("https") ? "h2" : "h2c", witness);
    return connection;
  }

  /** Tells of a connection's listener, once for each protocol that is spoken there. */
  private static void announce(Judge judge, Channel channel, String protocol, Class<?> witness) {
    Channel listener = channel.parent();
    if (listener != null && inet(listener.localAddress()) != null) {
      Attribute<Boolean> told = listener.attr(AttributeKey.<Boolean>valueOf(TOLD + protocol));
      if (told.setIfAbsent(Boolean.TRUE) == null) {
        tell(judge, listener, protocol, witness);
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // closed is all that it can become
  private static void tell(Judge judge, Channel listener, String protocol, Class<?> witness) {
    InetSocketAddress bound = inet(listener.localAddress());
    boolean may = judge.mayListen("netty", witness);
    if (!may || bound == null) {
      listener.close();
      return;
    }
    String host = bound.getAddress() == null ? null : bound.getAddress().getHostAddress();
    judge.listening(
        "netty", protocol, host, bound.getPort(), () -> listener.close().syncUninterruptibly());
  }

  /** The jar that others put Netty into, under a name of theirs, has a version of its own. */
  private static String server() {
    int root = Channel.class.getName().indexOf(".netty.channel.");
    if (root != "io".length()) {
      return "netty (" + Channel.class.getName().substring(0, root) + ".netty)";
    }
    Package netty = Channel.class.getPackage();
    String version = netty == null ? null : netty.getImplementationVersion();
    return version == null ? "netty" : "netty " + version;
  }

  /** By name: a server without TLS may lack the class. */
  private static @Nullable ChannelHandler tls(Channel channel) {
    for (Map.Entry<String, ChannelHandler> handler : channel.pipeline()) {
      for (Class<?> at = handler.getValue().getClass(); at != null; at = at.getSuperclass()) {
        if (at.getName().equals("io.netty.handler.ssl.SslHandler")) {
          return handler.getValue();
        }
      }
    }
    return null;
  }

  /** The client's certificate as its DER; null if it has proven none. */
  byte @Nullable [] peerCertificate() {
    if (tls == null) {
      return null;
    }
    try {
      SSLEngine engine = (SSLEngine) tls.getClass().getMethod("engine").invoke(tls);
      return engine == null ? null : Certificates.of(engine.getSession());
    } catch (ReflectiveOperationException unlike) {
      throw new IllegalStateException("an SslHandler without its engine", unlike);
    }
  }

  private static @Nullable InetSocketAddress inet(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress ? (InetSocketAddress) address : null;
  }
}
