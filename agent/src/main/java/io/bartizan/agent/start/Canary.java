package io.bartizan.agent.start;

import io.bartizan.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One request through the socket of a connector that has just begun to listen, for a path that
 * nobody can guess. It must come by the engine; an application that answers it is unprotected.
 */
final class Canary {

  private static final int CONNECT_MILLIS = 2000;
  private static final int ANSWER_MILLIS = 5000;
  private static final int STATUS_AT = 9;
  private static final int STATUS_END = 12;

  private final Engine engine;
  private final String scheme;
  private final InetSocketAddress connector;

  Canary(Engine engine, String scheme, @Nullable String host, int port) throws IOException {
    this.engine = engine;
    this.scheme = scheme;
    InetAddress bound = host == null ? null : InetAddress.getByName(host);
    boolean anywhere = bound == null || bound.isAnyLocalAddress();
    this.connector =
        new InetSocketAddress(anywhere ? InetAddress.getLoopbackAddress() : bound, port);
  }

  /** What a canary found. */
  enum Finding {
    /** It was decided and refused. */
    PROTECTED,
    /** It was answered by somebody else than the engine. */
    UNPROTECTED,
    /** It got no answer that would tell. */
    UNTOLD
  }

  /** Sends it, and tells what came of it. Waits for some seconds at most. */
  Finding send() throws InterruptedException {
    String path = engine.canaries().expect();
    int status;
    try {
      status = ask(path);
    } catch (IOException | GeneralSecurityException unanswered) {
      status = 0;
    }
    if (engine.canaries().decided(path, status == 0 ? ANSWER_MILLIS : 0)) {
      return Finding.PROTECTED;
    }
    // 400, 421, 426 and 5xx come from a connector that never took it for a request.
    boolean served = status >= 200 && status < 500 && status != 400 && status != 421;
    return served && status != 426 ? Finding.UNPROTECTED : Finding.UNTOLD;
  }

  private int ask(String path) throws IOException, GeneralSecurityException {
    try (Socket plain = new Socket()) {
      plain.connect(connector, CONNECT_MILLIS);
      plain.setSoTimeout(ANSWER_MILLIS);
      Socket socket = scheme.equals("https") ? secured(plain) : plain;
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bartizan-canary\r\n"
              + "Connection: close\r\n\r\n";
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

  /**
   * Whose certificate it is does not matter: what tells is that the request comes by the engine.
   */
  private Socket secured(Socket plain) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anyone()}, null);
    return context
        .getSocketFactory()
        .createSocket(plain, connector.getHostString(), connector.getPort(), true);
  }

  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException("no client comes here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // It is this very process.
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
