package io.bartizan.servlet.tomcat;

import java.lang.reflect.Field;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.coyote.AbstractProcessor;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The socket of a request by AJP. The request itself shows what the web server in front wrote into
 * its message (remote and local addresses and ports), which whoever reaches the port can write as
 * well; Tomcat keeps the socket to itself.
 */
final class AjpPeer {

  private static final Field PROCESSOR = field(org.apache.coyote.Request.class, "hook");
  private static final Field SOCKET = field(AbstractProcessor.class, "socketWrapper");

  private static final Pattern DISPATCH =
      Pattern.compile("(javax|jakarta)\\.servlet\\.(include|forward|async|error)\\..*");

  final String address;
  final int port;
  final int localPort;

  AjpPeer(Request request) {
    SocketWrapperBase<?> socket = socket(request.getCoyoteRequest());
    this.address = String.valueOf(socket.getRemoteAddr());
    this.port = socket.getRemotePort();
    this.localPort = request.getConnector().getLocalPort();
  }

  private static Field field(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException other) {
      throw new IllegalStateException("an AJP connector that nobody knew", other);
    }
  }

  /**
   * Takes out what a peer may have written into its message to make servlets believe that they are
   * being included or forwarded to, elsewhere than where was decided (CVE-2020-1938): a request
   * that just came in has been dispatched nowhere.
   */
  static void undispatched(org.apache.coyote.Request request) {
    request.getAttributes().keySet().removeIf(name -> DISPATCH.matcher(name).matches());
  }

  private static SocketWrapperBase<?> socket(org.apache.coyote.Request request) {
    try {
      return (SocketWrapperBase<?>) SOCKET.get(PROCESSOR.get(request));
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException("the socket of an AJP request is hidden", hidden);
    }
  }
}
