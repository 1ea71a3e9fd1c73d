package io.bartizan.agent.start;

import io.bartizan.engine.Canaries;
import io.bartizan.engine.Canaries.Sighting;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * One request through the socket of a connector that has just begun to listen, for a path that
 * nobody can guess. It must come by the engine; whoever else answers it is unprotected.
 */
final class Canary {

  private static final int CONNECT_MILLIS = 2000;
  private static final int ANSWER_MILLIS = 5000;

  /** A connection that failed may have left a request behind that is still on its way. */
  private static final int SETTLE_MILLIS = 1000;

  private static final int STATUS_AT = 9;
  private static final int STATUS_END = 12;

  private final Canaries canaries;
  private final boolean secure;
  private final InetSocketAddress connector;

  /**
   * A canary.
   *
   * @param protocol one that it {@link #speaks}
   * @param host the address that the connector is bound to; null for all of them
   * @throws IOException if the address is not known
   */
  Canary(Canaries canaries, String protocol, @Nullable String host, int port) throws IOException {
    this.canaries = canaries;
    this.secure = protocol.equals("https");
    InetAddress bound = host == null ? null : InetAddress.getByName(host);
    boolean anywhere = bound == null || bound.isAnyLocalAddress();
    this.connector =
        new InetSocketAddress(anywhere ? InetAddress.getLoopbackAddress() : bound, port);
  }

  /** Whether there are canaries for a protocol. */
  static boolean speaks(String protocol) {
    return protocol.equals("http") || protocol.equals("https");
  }

  /** What a canary found. */
  enum Finding {
    /** It came by the engine, or the container turned it away before. */
    PROTECTED,
    /** It was answered, or handled, without having come by the engine. */
    UNPROTECTED,
    /** It got no answer that would tell. */
    UNTOLD
  }

  /** Sends it, and tells what came of it. Waits for some seconds at most. */
  Finding send() throws InterruptedException {
    String path = canaries.expect();
    int status;
    try {
      status = ask(path);
    } catch (IOException | GeneralSecurityException unanswered) {
      status = 0;
    }
    Sighting sighting = canaries.seen(path, status == 0 ? SETTLE_MILLIS : 0);
    if (sighting == Sighting.CHOKE_POINT) {
      return Finding.PROTECTED;
    }
    boolean around = sighting == Sighting.HANDLER || handled(status);
    return around ? Finding.UNPROTECTED : Finding.UNTOLD;
  }

  /**
   * Whether a status is a handler's. All others may come from a connector that never took the
   * canary for a request: headers too large (431), a name that it does not serve (400, 421), an
   * upgrade or a client certificate wanted, a server that is not ready (503).
   */
  private static boolean handled(int status) {
    boolean refused = status == 401 || status == 403 || status == 404 || status == 405;
    return (status >= 200 && status < 400) || refused;
  }

  private int ask(String path) throws IOException, GeneralSecurityException {
    try (Socket plain = new Socket(Proxy.NO_PROXY)) {
      plain.connect(connector, CONNECT_MILLIS);
      plain.setSoTimeout(ANSWER_MILLIS);
      CanaryTls tls = secure ? CanaryTls.over(plain, connector) : null;
      Socket socket = tls == null ? plain : tls.socket();
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: "
              + (tls == null ? "localhost" : tls.serverName())
              + "\r\nUser-Agent: bartizan-canary\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return status(socket.getInputStream());
    }
  }

  private static int status(InputStream in) throws IOException {
    byte[] line = new byte[STATUS_END];
    int read = 0;
    for (int n = 0; n >= 0 && read < line.length; read += Math.max(n, 0)) {
      n = in.read(line, read, line.length - read);
    }
    String text = new String(line, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("HTTP/1.")) {
      return 0;
    }
    try {
      return Integer.parseInt(text.substring(STATUS_AT));
    } catch (NumberFormatException garbled) {
      return 0;
    }
  }
}
