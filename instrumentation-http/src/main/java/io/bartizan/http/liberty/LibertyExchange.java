package io.bartizan.http.liberty;

import com.ibm.wsspi.http.HttpInboundConnection;
import com.ibm.wsspi.http.HttpRequest;
import com.ibm.wsspi.http.HttpResponse;
import com.ibm.wsspi.http.SSLContext;
import io.bartizan.exchange.CanonicalPath;
import io.bartizan.exchange.Certificates;
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Permit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as Liberty's dispatcher has it, and what became of it. */
final class LibertyExchange extends Exchange {

  private static final String SERVER = "liberty";
  private static final String[] NONE = {};

  /** Where its connection carries it. The name opens nothing. */
  private static final String NAME = "io.bartizan.exchange";

  private final HttpInboundConnection connection;
  private final HttpRequest request;
  private final HttpResponse response;
  private boolean answered;
  private volatile boolean ending;
  private volatile @Nullable Permit permit;

  LibertyExchange(HttpInboundConnection connection) {
    this.connection = connection;
    this.request = connection.getRequest();
    this.response = connection.getResponse();
  }

  /** The one whose request is about to end on a connection; null if none is under way. */
  static @Nullable LibertyExchange takenFrom(HttpInboundConnection connection) {
    Map<Object, Object> state = LibertyLink.state(connection);
    return state == null ? null : (LibertyExchange) state.remove(NAME);
  }

  /** The end of the request is the permit's. */
  void accompany(Permit granted) {
    Map<Object, Object> state = LibertyLink.state(connection);
    if (state == null) {
      throw new IllegalStateException("the connection is closed");
    }
    state.put(NAME, this);
    permit = granted;
  }

  @Nullable Permit permit() {
    return permit;
  }

  /** What is answered from here on is sent by whoever ends the request. */
  void ending() {
    ending = true;
  }

  /** Its decision is over, and it was not let in: 503 (RFC 9110, 15.6.4) if nothing was said. */
  void end() throws IOException {
    if (!answered) {
      refuse(503, new String[] {"Retry-After", "1"}, new byte[0]);
    }
  }

  @Override
  public String server() {
    return SERVER;
  }

  /** What serves it reads the path as it likes. */
  @Override
  public boolean mapsPath() {
    return false;
  }

  @Override
  public String protocol() {
    return request.getVersion();
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String rawTarget() {
    String query = request.getQuery();
    return query == null ? request.getURI() : request.getURI() + '?' + query;
  }

  @Override
  public String path() {
    return CanonicalPath.of(request.getURI());
  }

  @Override
  public @Nullable String host() {
    return request.getHeader("Host");
  }

  @Override
  public String scheme() {
    return connection.getSSLContext() == null ? "http" : "https";
  }

  @Override
  public int localPort() {
    return LibertyLink.localPort(connection);
  }

  @Override
  public String peerAddress() {
    return LibertyLink.peerAddress(connection);
  }

  @Override
  public int peerPort() {
    return LibertyLink.peerPort(connection);
  }

  @Override
  public byte @Nullable [] peerCertificate() {
    SSLContext tls = connection.getSSLContext();
    return tls == null ? null : Certificates.of(tls.getSession());
  }

  @Override
  public String[] headers(String name) {
    List<String> values = request.getHeaders(name);
    return values == null || values.isEmpty() ? NONE : values.toArray(NONE);
  }

  @Override
  public boolean hasBody() {
    return request.getContentLength() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  @Override
  public boolean streaming() {
    String type = response.getHeader("Content-Type");
    return response.isCommitted() && type != null && type.startsWith("text/event-stream");
  }

  /** Ends the connection by HTTP/1, the stream by HTTP/2. */
  @Override
  public void cutOff() {
    connection.finish(new IOException("what permitted it has ended"));
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  @Override
  public long bytesSent() {
    return -1;
  }

  @Override
  public boolean committed() {
    return response.isCommitted();
  }

  @Override
  public void addHeader(String name, String value) {
    response.addHeader(name, value);
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws IOException {
    answered = true;
    if (response.isCommitted()) {
      finish(new IOException("refused after its response had begun"));
      return;
    }
    response.getBody().clear();
    response.removeAllHeaders();
    response.setStatus(status);
    for (int i = 0; i + 1 < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    response.setContentLength(body.length);
    response.getBody().write(body);
    finish(null);
  }

  private void finish(@Nullable Exception failed) {
    if (!ending) {
      connection.finish(failed);
    }
  }
}
