package io.bartizan.agent.start;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * TLS for the canary of a secure connector. Any certificate will do: the other end is this very
 * process, nothing secret is sent, and what tells is that the request comes by the engine.
 */
final class CanaryTls {

  /** RFC 5280, 4.2.1.6: the kind of an alternative name that is a DNS name. */
  private static final Integer DNS_NAME = 2;

  private static final String NO_NAME = "localhost";

  private final SSLSocket socket;

  private CanaryTls(SSLSocket socket) {
    this.socket = socket;
  }

  static CanaryTls over(Socket plain, InetSocketAddress connector)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anyone()}, null);
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(plain, connector.getHostString(), connector.getPort(), true);
    socket.startHandshake();
    return new CanaryTls(socket);
  }

  Socket socket() {
    return socket;
  }

  /** A name that the server's certificate is good for: some servers refuse to answer to others. */
  String serverName() throws IOException, GeneralSecurityException {
    Certificate own = socket.getSession().getPeerCertificates()[0];
    Collection<List<?>> names =
        own instanceof X509Certificate
            ? ((X509Certificate) own).getSubjectAlternativeNames()
            : null;
    if (names != null) {
      for (List<?> name : names) {
        if (DNS_NAME.equals(name.get(0))) {
          return String.valueOf(name.get(1)).replace("*", "bartizan-canary");
        }
      }
    }
    return NO_NAME;
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
