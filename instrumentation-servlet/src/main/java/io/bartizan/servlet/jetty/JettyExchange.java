package io.bartizan.servlet.jetty;

import io.bartizan.exchange.Caller;
import io.bartizan.exchange.Certificates;
import io.bartizan.gate.Exchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Enumeration;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's request, 9.4 to 11, and response. Addresses come from the connection: a customizer may
 * have put forwarded ones onto the request already.
 */
final class JettyExchange extends Exchange {

  private static final String SERVER = "jetty " + Server.getVersion();

  private static final String[] NONE = {};

  private final HttpChannel channel;
  private final Request request;
  private final Response response;

  JettyExchange(HttpChannel channel) {
    this.channel = channel;
    this.request = channel.getRequest();
    this.response = channel.getResponse();
  }

  @Override
  public String server() {
    return SERVER;
  }

  @Override
  public String protocol() {
    return String.valueOf(request.getProtocol());
  }

  @Override
  public String method() {
    return String.valueOf(request.getMethod());
  }

  @Override
  public @Nullable String rawTarget() {
    MetaData.Request data = request.getMetaData();
    try {
      return data == null ? null : JettyUri.target(data.getURI());
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public String path() {
    return String.valueOf(request.getPathInfo());
  }

  @Override
  public @Nullable String host() {
    return request.getHeader("Host");
  }

  @Override
  public String scheme() {
    return request.isSecure() ? "https" : "http";
  }

  @Override
  public int localPort() {
    InetSocketAddress local = channel.getLocalAddress();
    return local == null ? 0 : local.getPort();
  }

  @Override
  public String peerAddress() {
    InetSocketAddress peer = channel.getRemoteAddress();
    return peer == null || peer.getAddress() == null ? "" : peer.getAddress().getHostAddress();
  }

  @Override
  public int peerPort() {
    InetSocketAddress peer = channel.getRemoteAddress();
    return peer == null ? 0 : peer.getPort();
  }

  /** The connection's own, whatever a customizer has put onto the request. */
  @Override
  public byte @Nullable [] peerCertificate() {
    EndPoint end = channel.getEndPoint();
    return end instanceof SslConnection.DecryptedEndPoint
        ? Certificates.of(
            ((SslConnection.DecryptedEndPoint) end).getSslConnection().getSSLEngine().getSession())
        : null;
  }

  @Override
  public String[] headers(String name) {
    Enumeration<String> values = request.getHeaders(name);
    if (!values.hasMoreElements()) {
      return NONE;
    }
    return Collections.list(values).toArray(NONE);
  }

  @Override
  public boolean hasBody() {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  @Override
  public boolean streaming() {
    String type = response.getContentType();
    return response.isCommitted() && type != null && type.startsWith("text/event-stream");
  }

  @Override
  public void cutOff() {
    channel.getEndPoint().close();
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  @Override
  public long bytesSent() {
    return channel.getBytesWritten();
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
  public void removeHeader(String name) {
    try {
      JettyFields.remove(request, name);
    } catch (RuntimeException | Error failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Found as an earlier authentication is: no authenticator asks for another. */
  @Override
  public boolean propagate(String name, String authType, String[] roles) {
    request.setAuthentication(new JettyCaller(new Caller(name, authType, roles)));
    return true;
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    request.setHandled(true);
    if (response.isCommitted()) {
      channel.abort(new IOException("refused after the response was committed"));
      return;
    }
    response.reset();
    response.setStatus(status);
    for (int i = 0; i + 1 < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    response.setContentLength(body.length);
    // Not through getOutputStream(), which is closed to whoever has taken the writer.
    response.getHttpOutput().write(body);
    response.closeOutput();
  }
}
