package io.bartizan.it;

import io.bartizan.gate.Exchange;

/** A request of which only the credential matters. */
final class BareExchange extends Exchange {

  private final String[] authorization;
  private String name;
  private String value;

  BareExchange(String... authorization) {
    this.authorization = authorization;
  }

  /** The same with one more header. */
  BareExchange with(String header, String itsValue) {
    name = header;
    value = itsValue;
    return this;
  }

  @Override
  public String server() {
    return "none";
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
  public String rawTarget() {
    return "/admin/a";
  }

  @Override
  public String path() {
    return "/admin/a";
  }

  @Override
  public String host() {
    return "app.it";
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
    return "127.0.0.1";
  }

  @Override
  public int peerPort() {
    return 1;
  }

  @Override
  public String[] headers(String wanted) {
    if (wanted.equalsIgnoreCase(name)) {
      return new String[] {value};
    }
    return wanted.equalsIgnoreCase("Authorization") ? authorization : new String[0];
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
