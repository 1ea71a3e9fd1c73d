package io.bartizan.engine.outbound;

import io.bartizan.engine.trust.Authorities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * The way to a server: direct, or through the proxy that the JVM is told to use ({@code
 * https.proxyHost}, {@code socksProxyHost}); and TLS, with the server's name checked (RFC 9110,
 * 4.3.4) and nothing of what the application has set for its own connections.
 */
final class Route {

  private static final int CONNECT_MILLIS = 5000;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final String host;
  private final int port;
  private final boolean plain;
  private final Proxy proxy;
  private final Authorities trust;

  private Route(String host, int port, boolean plain, Proxy proxy, Authorities trust) {
    this.host = host;
    this.port = port;
    this.plain = plain;
    this.proxy = proxy;
    this.trust = trust;
  }

  /** The way to a URL's server; to this machine itself, where http is, always the direct one. */
  static Route to(URI uri, Authorities trust) {
    boolean plain = "http".equals(uri.getScheme());
    String host = uri.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    int port = uri.getPort() > 0 ? uri.getPort() : plain ? HTTP_PORT : HTTPS_PORT;
    return new Route(bare, port, plain, plain ? Proxy.NO_PROXY : proxy(uri), trust);
  }

  private static Proxy proxy(URI uri) {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> proxies = selector == null ? null : selector.select(uri);
    return proxies == null || proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
  }

  /** A socket for this way, not connected yet. */
  Socket socket() {
    return new Socket(proxy.type() == Proxy.Type.HTTP ? Proxy.NO_PROXY : proxy);
  }

  /** Connects a socket; what to talk over then. */
  Socket connect(Socket socket) throws IOException {
    if (proxy.type() == Proxy.Type.HTTP) {
      InetSocketAddress address = (InetSocketAddress) proxy.address();
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), CONNECT_MILLIS);
      tunnel(socket);
    } else {
      boolean socks = proxy.type() == Proxy.Type.SOCKS;
      socket.connect(
          socks
              ? InetSocketAddress.createUnresolved(host, port)
              : new InetSocketAddress(host, port),
          CONNECT_MILLIS);
    }
    return plain ? socket : secured(socket);
  }

  /** RFC 9110, 9.3.6. */
  private void tunnel(Socket socket) throws IOException {
    String to = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    socket
        .getOutputStream()
        .write(HttpHead.octets("CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n"));
    int status = HttpHead.read(socket.getInputStream()).status();
    if (status / 100 != 2) {
      throw new IOException("the proxy answers with status " + status);
    }
  }

  private Socket secured(Socket socket) throws IOException {
    try {
      SSLSocket secured =
          (SSLSocket) trust.context().getSocketFactory().createSocket(socket, host, port, true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (GeneralSecurityException unusable) {
      throw new IOException("no TLS on this Java", unusable);
    }
  }
}
