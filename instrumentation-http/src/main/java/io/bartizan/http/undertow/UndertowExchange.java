package io.bartizan.http.undertow;

import io.bartizan.exchange.Caller;
import io.bartizan.exchange.CanonicalPath;
import io.bartizan.exchange.Certificates;
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.undertow.Version;
import io.undertow.server.BasicSSLSessionInfo;
import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.SSLSessionInfo;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** An exchange as Undertow has it, and what became of it. */
final class UndertowExchange extends Exchange {

  private static final String SERVER = "undertow " + Version.getVersionString();
  private static final String[] NONE = {};

  /** A decision waits for less than a second; this is for one that nobody makes anew. */
  private static final long MAX_WAIT_MILLIS = 2000;

  private final HttpServerExchange exchange;
  private final HttpHandler handler;
  private volatile boolean suspended;
  private volatile boolean answered;
  private volatile boolean admitted;

  /** Its response is on its way out and must not arrive; it can't be replaced any more. */
  private volatile boolean cut;

  private volatile @Nullable Permit permit;
  private volatile @Nullable UndertowAccount account;

  UndertowExchange(HttpServerExchange exchange, HttpHandler handler) {
    this.exchange = exchange;
    this.handler = handler;
  }

  /** Its decision begins, perhaps anew. */
  void begin() {
    suspended = false;
  }

  /** The end of the exchange is the permit's, and nothing leaves on one that nobody made good. */
  void accompany(Judge judge, Permit granted) {
    exchange.addExchangeCompleteListener(
        (over, next) -> {
          try {
            judge.finish(granted);
          } finally {
            next.proceed();
          }
        });
    exchange.addResponseCommitListener(
        leaving -> {
          if (judge.provisional(granted)) {
            cut = true;
            judge.settle(granted);
          }
        });
  }

  void admit(@Nullable Permit under) {
    permit = under;
    admitted = true;
  }

  /** Its decision is over, and it was not let in. */
  void end() {
    if (waits()) {
      exchange.getIoThread().executeAfter(this::giveUp, MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } else if (!answered) {
      unavailable();
    }
  }

  private void giveUp() {
    if (waits()) {
      suspended = false;
      unavailable();
    }
  }

  /** RFC 9110, 15.6.4. */
  private void unavailable() {
    refuse(503, new String[] {"Retry-After", "1"}, new byte[0]);
  }

  boolean admitted() {
    return admitted;
  }

  /** Whether its decision ended without an outcome, and is to be made anew. */
  boolean waits() {
    return suspended && !admitted && !answered;
  }

  @Nullable Permit permit() {
    return permit;
  }

  /** An I/O thread never waits: the exchange does, and its root handler is run anew for it. */
  @Override
  public @Nullable Runnable suspend() {
    if (!exchange.isInIoThread()) {
      return null;
    }
    suspended = true;
    return () ->
        exchange
            .getIoThread()
            .execute(
                () -> {
                  if (waits()) {
                    Connectors.executeRootHandler(handler, exchange);
                  }
                });
  }

  @Override
  public void replaceHeader(String name, String value) {
    exchange.getRequestHeaders().put(new HttpString(name), value);
  }

  @Override
  public void removeHeader(String name) {
    exchange.getRequestHeaders().remove(new HttpString(name));
  }

  /**
   * Whatever security context the exchange gets from here on has it: a servlet deployment makes its
   * own.
   */
  @Override
  public boolean propagate(String name, String authType, String[] roles) {
    UndertowAccount known = new UndertowAccount(new Caller(name, authType, roles));
    account = known;
    known.enter(exchange);
    return true;
  }

  /** Whom it comes from, for its security contexts; null if they are to find out themselves. */
  @Nullable UndertowAccount account() {
    return account;
  }

  @Override
  public String server() {
    return SERVER;
  }

  /** Handlers read the path as they like. */
  @Override
  public boolean mapsPath() {
    return false;
  }

  @Override
  public String protocol() {
    return exchange.getProtocol().toString();
  }

  @Override
  public String method() {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public String rawTarget() {
    String query = exchange.getQueryString();
    String target = exchange.getRequestURI();
    return query.isEmpty() ? target : target + '?' + query;
  }

  @Override
  public String path() {
    return CanonicalPath.of(exchange.getRequestURI());
  }

  @Override
  public @Nullable String host() {
    return exchange.getRequestHeaders().getFirst(Headers.HOST);
  }

  @Override
  public String scheme() {
    return exchange.getConnection().getSslSessionInfo() == null ? "http" : "https";
  }

  @Override
  public int localPort() {
    InetSocketAddress local = exchange.getConnection().getLocalAddress(InetSocketAddress.class);
    return local == null ? 0 : local.getPort();
  }

  /** Not {@code getSourceAddress()}, which a handler for proxies may have set. */
  @Override
  public String peerAddress() {
    InetSocketAddress peer = peer();
    return peer == null || peer.getAddress() == null
        ? "0.0.0.0"
        : peer.getAddress().getHostAddress();
  }

  @Override
  public int peerPort() {
    InetSocketAddress peer = peer();
    return peer == null ? 0 : peer.getPort();
  }

  private @Nullable InetSocketAddress peer() {
    return exchange.getConnection().getPeerAddress(InetSocketAddress.class);
  }

  /** Not by AJP: what that tells of a certificate is its peer's word. */
  @Override
  public byte @Nullable [] peerCertificate() {
    SSLSessionInfo session = exchange.getConnection().getSslSessionInfo();
    if (session == null || session instanceof BasicSSLSessionInfo) {
      return null;
    }
    return Certificates.of(session.getSSLSession());
  }

  @Override
  public String[] headers(String name) {
    HeaderValues values = exchange.getRequestHeaders().get(name);
    return values == null ? NONE : values.toArray();
  }

  @Override
  public boolean hasBody() {
    return exchange.getRequestContentLength() > 0
        || exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING);
  }

  @Override
  public int status() {
    return exchange.getStatusCode();
  }

  @Override
  public long bytesSent() {
    return exchange.getResponseBytesSent();
  }

  @Override
  public boolean committed() {
    return exchange.isResponseStarted();
  }

  @Override
  public boolean streaming() {
    String type = exchange.getResponseHeaders().getFirst(Headers.CONTENT_TYPE);
    return exchange.isResponseStarted() && type != null && type.startsWith("text/event-stream");
  }

  @Override
  public void cutOff() {
    IoUtils.safeClose(exchange.getConnection());
  }

  @Override
  public void addHeader(String name, String value) {
    exchange.getResponseHeaders().add(HttpString.tryFromString(name), value);
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) {
    answered = true;
    if (cut || exchange.isResponseStarted()) {
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    exchange.getResponseHeaders().clear();
    exchange.setStatusCode(status);
    for (int i = 0; i + 1 < headers.length; i += 2) {
      exchange.getResponseHeaders().add(HttpString.tryFromString(headers[i]), headers[i + 1]);
    }
    if (body.length == 0) {
      exchange.endExchange();
    } else {
      // Ends the exchange when it is sent.
      exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }
  }
}
