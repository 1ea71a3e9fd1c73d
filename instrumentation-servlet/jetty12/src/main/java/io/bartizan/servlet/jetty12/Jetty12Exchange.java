package io.bartizan.servlet.jetty12;

import io.bartizan.exchange.Caller;
import io.bartizan.exchange.Certificates;
import io.bartizan.gate.Exchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

/**
 * Jetty 12's request and response. Addresses come from the connection's end point: a customizer may
 * have wrapped the request to show forwarded ones.
 */
final class Jetty12Exchange extends Exchange {

  private static final String[] NONE = {};
  private static final String SERVER = "jetty " + Server.getVersion();

  /** As handlers are to see it: the one that came, or a wrapper that hides some of its headers. */
  private Request request;

  private final Response response;
  private final Callback callback;

  Jetty12Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  @Override
  public String server() {
    return SERVER;
  }

  @Override
  public String protocol() {
    return request.getConnectionMetaData().getProtocol();
  }

  @Override
  public String method() {
    return String.valueOf(request.getMethod());
  }

  @Override
  public @Nullable String rawTarget() {
    HttpURI uri = request.getHttpURI();
    return uri.getFragment() == null ? uri.getPathQuery() : uri.getPathQuery() + '#';
  }

  @Override
  public String path() {
    HttpURI uri = request.getHttpURI();
    String canonical = uri.getCanonicalPath();
    return canonical == null ? String.valueOf(uri.getPath()) : URIUtil.decodePath(canonical);
  }

  @Override
  public @Nullable String host() {
    String header = request.getHeaders().get("Host");
    return header == null ? request.getHttpURI().getAuthority() : header;
  }

  @Override
  public String scheme() {
    return request.getConnectionMetaData().isSecure() ? "https" : "http";
  }

  @Override
  public int localPort() {
    InetSocketAddress local = inet(endPoint().getLocalSocketAddress());
    return local == null ? 0 : local.getPort();
  }

  @Override
  public String peerAddress() {
    InetSocketAddress peer = inet(endPoint().getRemoteSocketAddress());
    return peer == null || peer.getAddress() == null ? "" : peer.getAddress().getHostAddress();
  }

  @Override
  public int peerPort() {
    InetSocketAddress peer = inet(endPoint().getRemoteSocketAddress());
    return peer == null ? 0 : peer.getPort();
  }

  private EndPoint endPoint() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }

  private static @Nullable InetSocketAddress inet(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress ? (InetSocketAddress) address : null;
  }

  /** The connection's own, whatever a customizer has put onto the request. */
  @Override
  public byte @Nullable [] peerCertificate() {
    EndPoint.SslSessionData data = endPoint().getSslSessionData();
    return data == null ? null : Certificates.of(data.sslSession());
  }

  @Override
  public String[] headers(String name) {
    List<String> values = request.getHeaders().getValuesList(name);
    return values.isEmpty() ? NONE : values.toArray(NONE);
  }

  @Override
  public boolean hasBody() {
    return request.getLength() > 0 || request.getHeaders().get("Transfer-Encoding") != null;
  }

  @Override
  public boolean streaming() {
    String type = response.getHeaders().get("Content-Type");
    return response.isCommitted() && type != null && type.startsWith("text/event-stream");
  }

  @Override
  public void cutOff() {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  @Override
  public long bytesSent() {
    return Response.getContentBytesWritten(response);
  }

  @Override
  public boolean committed() {
    return response.isCommitted();
  }

  @Override
  public void addHeader(String name, String value) {
    response.getHeaders().add(name, value);
  }

  @Override
  public void removeHeader(String name) {
    HttpFields.Mutable left = HttpFields.build(request.getHeaders());
    left.remove(name);
    request = new Cleansed(request, left.asImmutable());
  }

  @Override
  public Object shown(Object came) {
    return request;
  }

  @Override
  public boolean propagate(String name, String authType, String[] roles) {
    Jetty12Caller.put(request, new Caller(name, authType, roles));
    return true;
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) {
    if (response.isCommitted()) {
      callback.failed(new IOException("refused after the response was committed"));
      return;
    }
    response.reset();
    response.setStatus(status);
    for (int i = 0; i + 1 < headers.length; i += 2) {
      response.getHeaders().add(headers[i], headers[i + 1]);
    }
    response.getHeaders().put("Content-Length", body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /** A request without some of the headers that it came with. */
  private static final class Cleansed extends Request.Wrapper {
    private final HttpFields left;

    Cleansed(Request whole, HttpFields left) {
      super(whole);
      this.left = left;
    }

    @Override
    public HttpFields getHeaders() {
      return left;
    }
  }
}
