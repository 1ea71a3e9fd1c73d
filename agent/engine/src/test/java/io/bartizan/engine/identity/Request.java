package io.bartizan.engine.identity;

import io.bartizan.gate.Exchange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request of which only headers and peer matter. */
class Request extends Exchange {

  private final String peer;
  private final Map<String, String[]> headers;
  String scheme = "http";
  String host = "h";
  String target = "/";
  byte @Nullable [] certificate;
  @Nullable Runnable resume;

  Request(String peer, Map<String, String[]> headers) {
    this.peer = peer;
    this.headers = headers;
  }

  static Request with(String... authorization) {
    return new Request("192.0.2.1", Map.of("Authorization", authorization));
  }

  @Override
  public String server() {
    return "test";
  }

  @Override
  public String protocol() {
    return "HTTP/1.1";
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public @Nullable String rawTarget() {
    return target;
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public @Nullable String host() {
    return host;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public int localPort() {
    return 80;
  }

  @Override
  public String peerAddress() {
    return peer;
  }

  @Override
  public int peerPort() {
    return 1;
  }

  @Override
  public @Nullable Runnable suspend() {
    return resume;
  }

  @Override
  public byte @Nullable [] peerCertificate() {
    return certificate;
  }

  @Override
  public String[] headers(String name) {
    return headers.getOrDefault(name, new String[0]);
  }

  @Override
  public boolean hasBody() {
    return false;
  }

  @Override
  public int status() {
    return 200;
  }

  @Override
  public long bytesSent() {
    return 0;
  }

  @Override
  public boolean committed() {
    return false;
  }

  @Override
  public void addHeader(String name, String value) {}

  @Override
  public void refuse(int status, String[] headers, byte[] body) {}
}
