package io.bartizan.servlet.guard;

import io.bartizan.gate.Exchange;
import java.util.Collections;
import java.util.Enumeration;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** A request and its response as the servlet API alone shows them. */
final class ServletExchange extends Exchange {

  private static final String[] NONE = {};

  private final HttpServletRequest request;
  private final HttpServletResponse response;

  ServletExchange(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public String server() {
    return "servlet " + request.getServletContext().getServerInfo();
  }

  @Override
  public boolean chokePoint() {
    return Containers.hasChokePoint(request);
  }

  @Override
  public String protocol() {
    return request.getProtocol();
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public @Nullable String rawTarget() {
    String query = request.getQueryString();
    String uri = request.getRequestURI();
    return query == null ? uri : uri + '?' + query;
  }

  @Override
  public String path() {
    String info = request.getPathInfo();
    String path = request.getServletContext().getContextPath() + request.getServletPath();
    return info == null ? path : path + info;
  }

  @Override
  public @Nullable String host() {
    return request.getHeader("Host");
  }

  @Override
  public String scheme() {
    return request.getScheme();
  }

  @Override
  public int localPort() {
    return request.getLocalPort();
  }

  @Override
  public String peerAddress() {
    return request.getRemoteAddr();
  }

  @Override
  public int peerPort() {
    return request.getRemotePort();
  }

  @Override
  public String[] headers(String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values == null || !values.hasMoreElements()
        ? NONE
        : Collections.list(values).toArray(NONE);
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
    ServletAnswer.write(request, response, status, headers, body);
  }
}
