package io.bartizan.servlet.tomcat;

import io.bartizan.exchange.Certificates;
import io.bartizan.gate.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.util.ServerInfo;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/** Tomcat's request and response, before any valve has touched them. */
final class TomcatExchange extends Exchange {

  private static final String[] NONE = {};
  private static final String SERVER = "tomcat " + ServerInfo.getServerNumber();

  /** Servlet 4.0, 3.9 and Servlet 5.0, 3.9: Tomcat asks its connection as it is read. */
  private static final String[] CERTIFICATES = {
    "javax.servlet.request.X509Certificate", "jakarta.servlet.request.X509Certificate"
  };

  private final Request request;
  private final Response response;

  /** Of a request by AJP, whose message tells addresses and ports of its own; null by HTTP. */
  private final @Nullable AjpPeer ajp;

  /** Found when first asked for; null if there is none, or nobody has asked. */
  private @Nullable TomcatSession session;

  TomcatExchange(Request request, Response response) {
    this.request = request;
    this.response = response;
    boolean http = request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol;
    this.ajp = http ? null : new AjpPeer(request);
  }

  boolean byAjp() {
    return ajp != null;
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
    String uri = request.getRequestURI();
    String query = request.getQueryString();
    return query == null ? uri : uri + '?' + query;
  }

  @Override
  public String path() {
    return String.valueOf(request.getDecodedRequestURI());
  }

  @Override
  public @Nullable String host() {
    MimeHeaders all = request.getCoyoteRequest().getMimeHeaders();
    int at = all.findHeader("Host", 0);
    return at < 0 ? null : value(all, at);
  }

  @Override
  public String scheme() {
    return String.valueOf(request.getScheme());
  }

  @Override
  public int localPort() {
    return ajp == null ? request.getLocalPort() : ajp.localPort;
  }

  @Override
  public String peerAddress() {
    return ajp == null ? String.valueOf(request.getRemoteAddr()) : ajp.address;
  }

  @Override
  public int peerPort() {
    return ajp == null ? request.getRemotePort() : ajp.port;
  }

  @Override
  public @Nullable String reportedAddress() {
    return ajp == null ? null : String.valueOf(request.getRemoteAddr());
  }

  /** Not by AJP: what that tells of a certificate is its peer's word. */
  @Override
  public byte @Nullable [] peerCertificate() {
    if (request.getConnector().getProtocolHandlerClassName().contains(".ajp.")) {
      return null;
    }
    for (String name : CERTIFICATES) {
      Object chain = request.getAttribute(name);
      if (chain instanceof X509Certificate[] && ((X509Certificate[]) chain).length > 0) {
        return Certificates.encoded(((X509Certificate[]) chain)[0]);
      }
    }
    return null;
  }

  @Override
  public String[] headers(String name) {
    // As the container's own enumeration walks them, without its objects: most are not there.
    MimeHeaders all = request.getCoyoteRequest().getMimeHeaders();
    int first = all.findHeader(name, 0);
    if (first < 0) {
      return NONE;
    }
    int second = all.findHeader(name, first + 1);
    if (second < 0) {
      return new String[] {value(all, first)};
    }
    List<String> values = new ArrayList<>();
    values.add(value(all, first));
    for (int at = second; at >= 0; at = all.findHeader(name, at + 1)) {
      values.add(value(all, at));
    }
    return values.toArray(NONE);
  }

  /**
   * What the container's own {@code toString()} gives, without the two copies that it makes of its
   * bytes. Empty where the container gave up in the middle of the header.
   */
  private static String value(MimeHeaders all, int at) {
    MessageBytes value = all.getValue(at);
    if (value.getType() == MessageBytes.T_BYTES) {
      ByteChunk bytes = value.getByteChunk();
      if (StandardCharsets.ISO_8859_1.equals(bytes.getCharset())) {
        return new String(
            bytes.getBuffer(), bytes.getStart(), bytes.getLength(), StandardCharsets.ISO_8859_1);
      }
    }
    String text = value.toString();
    return text == null ? "" : text;
  }

  /** A length that is no number, on which the container's own reading throws, may be any. */
  @Override
  public boolean hasBody() {
    MimeHeaders all = request.getCoyoteRequest().getMimeHeaders();
    int length = all.findHeader("Content-Length", 0);
    return (length >= 0 && !value(all, length).equals("0"))
        || all.findHeader("Transfer-Encoding", 0) >= 0;
  }

  @Override
  public @Nullable String sessionId() throws IOException {
    TomcatSession found = TomcatSession.of(request);
    session = found;
    return found == null ? null : found.id();
  }

  private TomcatSession found() {
    TomcatSession known = session;
    if (known == null) {
      throw new IllegalStateException("no session has been found");
    }
    return known;
  }

  @Override
  public long sessionCreatedMillis() {
    return found().createdMillis();
  }

  @Override
  public String @Nullable [] sessionLogin(String kept) throws ReflectiveOperationException {
    return found().login(kept);
  }

  @Override
  public @Nullable Object sessionNote() {
    return found().note();
  }

  @Override
  public boolean noteSession(@Nullable Object before, String now) {
    return found().note(before, now);
  }

  @Override
  public boolean sessionOver() {
    return found().over();
  }

  @Override
  public void setSessionAside() {
    TomcatSession.setAside(request);
  }

  @Override
  public void endSession() {
    found().end();
  }

  @Override
  public boolean streaming() {
    String type = response.getContentType();
    return response.isCommitted() && type != null && type.startsWith("text/event-stream");
  }

  /** A handler that waits with its thread takes no notice of an error state, and writes on. */
  @Override
  public void cutOff() {
    response.getCoyoteResponse().setErrorException(new IOException("the response is cut off"));
    response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    if (!request.isAsync()) {
      TomcatConnection.close(request.getCoyoteRequest());
    }
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  @Override
  public long bytesSent() {
    return response.getBytesWritten(false);
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
  public void replaceHeader(String name, String value) {
    request.getCoyoteRequest().getMimeHeaders().setValue(name).setString(value);
  }

  @Override
  public void removeHeader(String name) {
    request.getCoyoteRequest().getMimeHeaders().removeHeader(name);
  }

  /** Found as an earlier authentication is: no authenticator asks for another, or keeps it. */
  @Override
  public boolean propagate(String name, String authType, String[] roles) {
    request.setUserPrincipal(TomcatPrincipal.of(name, roles));
    request.setAuthType(authType);
    return true;
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    if (response.isCommitted()) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
      return;
    }
    // Whoever has called sendError() has left a response that takes nothing any more, and an order
    // for an error page.
    response.setSuspended(false);
    response.reset();
    response.setErrorReported();
    response.setStatus(status);
    for (int i = 0; i + 1 < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.finishResponse();
  }
}
