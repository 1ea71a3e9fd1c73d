package io.bartizan.jaxrs.jersey;

import io.bartizan.gate.Exchange;
import io.bartizan.jaxrs.ResourcePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.jspecify.annotations.Nullable;

/** Grizzly's request and response, before Jersey has touched them. */
final class GrizzlyExchange extends Exchange {

  private static final String SERVER = "grizzly " + Grizzly.getDotedVersion();

  private final Request request;
  private final Response response;
  private final String target;

  GrizzlyExchange(Request request, Response response) {
    this.request = request;
    this.response = response;
    this.target =
        request
            .getRequest()
            .getRequestURIRef()
            .getOriginalRequestURIBC()
            .toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public String server() {
    return SERVER;
  }

  /** Other handlers of the same server are not covered. */
  @Override
  public boolean chokePoint() {
    return false;
  }

  @Override
  public String protocol() {
    return request.getProtocol().getProtocolString();
  }

  @Override
  public String method() {
    return request.getMethod().getMethodString();
  }

  @Override
  public String rawTarget() {
    String query = request.getQueryString();
    return query == null ? target : target + '?' + query;
  }

  /** As Jersey will read it: nobody maps the request before. */
  @Override
  public String path() {
    return ResourcePath.of(target);
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
    return request.getLocalPort();
  }

  @Override
  public String peerAddress() {
    return request.getRequest().getRemoteAddress();
  }

  @Override
  public int peerPort() {
    return request.getRequest().getRemotePort();
  }

  @Override
  public String[] headers(String name) {
    List<String> values = new ArrayList<>(1);
    for (String value : request.getHeaders(name)) {
      values.add(value);
    }
    return values.toArray(new String[0]);
  }

  @Override
  public boolean hasBody() {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
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
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    if (response.isCommitted()) {
      request.getContext().getConnection().closeSilently();
      return;
    }
    response.reset();
    response.setStatus(status);
    for (int i = 0; i + 1 < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.getOutputStream().close();
  }
}
