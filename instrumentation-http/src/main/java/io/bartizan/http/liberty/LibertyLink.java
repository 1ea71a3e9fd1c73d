package io.bartizan.http.liberty;

import com.ibm.wsspi.http.HttpInboundConnection;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a connection of Liberty's knows and its public interface does not tell: the socket below it,
 * and the state that goes with it. The interface's own addresses are what a header of the client's
 * says ({@code $WSRA} and its like, believed of anyone unless Liberty is set up otherwise).
 */
final class LibertyLink {

  private static final String LINK =
      "com.ibm.ws.http.dispatcher.internal.channel.HttpDispatcherLink";

  private static final Method SOCKET;
  private static final Method PEER;
  private static final Method PEER_PORT;
  private static final Method LOCAL_PORT;
  private static final Method VIRTUAL;
  private static final Method STATE;

  static {
    try {
      ClassLoader transport = HttpInboundConnection.class.getClassLoader();
      Class<?> link = Class.forName(LINK, false, transport);
      SOCKET = link.getMethod("getTCPConnectionContext");
      PEER = SOCKET.getReturnType().getMethod("getRemoteAddress");
      PEER_PORT = SOCKET.getReturnType().getMethod("getRemotePort");
      LOCAL_PORT = SOCKET.getReturnType().getMethod("getLocalPort");
      VIRTUAL = link.getMethod("getVC");
      STATE = VIRTUAL.getReturnType().getMethod("getStateMap");
    } catch (ReflectiveOperationException unknown) {
      // Without them nothing can be decided, and so nothing enters.
      throw new ExceptionInInitializerError(unknown);
    }
  }

  private LibertyLink() {}

  /** The numeric address of the socket's peer. */
  static String peerAddress(HttpInboundConnection connection) {
    Object address = of(PEER, of(SOCKET, connection));
    return address instanceof InetAddress ? ((InetAddress) address).getHostAddress() : "0.0.0.0";
  }

  static int peerPort(HttpInboundConnection connection) {
    return number(of(PEER_PORT, of(SOCKET, connection)));
  }

  static int localPort(HttpInboundConnection connection) {
    return number(of(LOCAL_PORT, of(SOCKET, connection)));
  }

  /** What goes with the connection, for one request at a time; null once it is closed. */
  @SuppressWarnings("unchecked") // as it is declared
  static @Nullable Map<Object, Object> state(HttpInboundConnection connection) {
    return (Map<Object, Object>) of(STATE, of(VIRTUAL, connection));
  }

  private static int number(@Nullable Object value) {
    return value instanceof Integer ? (Integer) value : 0;
  }

  private static @Nullable Object of(Method method, @Nullable Object target) {
    try {
      return target == null ? null : method.invoke(target);
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException(method.toString(), failed);
    }
  }
}
