package io.bartizan.benchmarks;

import io.bartizan.gate.Exchange;
import org.jspecify.annotations.Nullable;

/** A request without a container. */
final class FakeExchange extends Exchange {

  private static final String[] NONE = {};

  private final String[] authorization;

  FakeExchange(@Nullable String authorization) {
    this.authorization = authorization == null ? NONE : new String[] {authorization};
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
    return "/orders/7/items";
  }

  @Override
  public String path() {
    return "/orders/7/items";
  }

  @Override
  public @Nullable String host() {
    return "h";
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public int localPort() {
    return 80;
  }

  @Override
  public String peerAddress() {
    return "192.0.2.1";
  }

  @Override
  public int peerPort() {
    return 1;
  }

  @Override
  public String[] headers(String name) {
    return name.equals("Authorization") ? authorization : NONE;
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
