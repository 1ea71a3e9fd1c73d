package io.bartizan.http.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.bartizan.exchange.CanonicalPath;
import io.bartizan.exchange.Certificates;
import io.bartizan.gate.Exchange;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request and its response as the JDK's HTTP server has them. */
final class JdkExchange extends Exchange {

  private static final String[] NONE = {};
  private static final int UNSENT = -1;

  private final HttpExchange exchange;

  JdkExchange(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public String server() {
    return "jdk-http " + System.getProperty("java.version");
  }

  /** Whether another exchange is of the same connection, which has one at a time. */
  boolean sameConnection(HttpExchange other) {
    return other == exchange
        || (other.getRemoteAddress().equals(exchange.getRemoteAddress())
            && other.getLocalAddress().equals(exchange.getLocalAddress()));
  }

  /** Contexts are found by a prefix; what is behind it handlers read as they like. */
  @Override
  public boolean mapsPath() {
    return false;
  }

  @Override
  public String protocol() {
    return exchange.getProtocol();
  }

  @Override
  public String method() {
    return exchange.getRequestMethod();
  }

  @Override
  public String rawTarget() {
    return exchange.getRequestURI().toString();
  }

  @Override
  public String path() {
    return CanonicalPath.of(rawTarget());
  }

  @Override
  public @Nullable String host() {
    return exchange.getRequestHeaders().getFirst("Host");
  }

  @Override
  public String scheme() {
    return exchange instanceof HttpsExchange ? "https" : "http";
  }

  @Override
  public int localPort() {
    return exchange.getLocalAddress().getPort();
  }

  @Override
  public String peerAddress() {
    InetAddress address = exchange.getRemoteAddress().getAddress();
    return address.getHostAddress();
  }

  @Override
  public int peerPort() {
    return exchange.getRemoteAddress().getPort();
  }

  @Override
  public byte @Nullable [] peerCertificate() {
    return exchange instanceof HttpsExchange
        ? Certificates.of(((HttpsExchange) exchange).getSSLSession())
        : null;
  }

  @Override
  public String[] headers(String name) {
    List<String> values = exchange.getRequestHeaders().get(name);
    return values == null ? NONE : values.toArray(NONE);
  }

  @Override
  public boolean hasBody() {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return (length != null && !length.equals("0"))
        || exchange.getRequestHeaders().containsKey("Transfer-Encoding");
  }

  @Override
  public int status() {
    return exchange.getResponseCode() == UNSENT ? 0 : exchange.getResponseCode();
  }

  @Override
  public long bytesSent() {
    return -1;
  }

  @Override
  public boolean committed() {
    return exchange.getResponseCode() != UNSENT;
  }

  @Override
  public void addHeader(String name, String value) {
    exchange.getResponseHeaders().add(name, value);
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) {
    if (committed()) {
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().clear();
    for (int i = 0; i + 1 < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
    boolean head = "HEAD".equals(exchange.getRequestMethod());
    try {
      exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
      if (!head && body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException gone) {
      // Nobody is left who could be told; the request stays outside all the same.
      exchange.close();
      return;
    }
    exchange.close();
  }
}
