package io.bartizan.engine;

import io.bartizan.gate.Exchange;
import org.jspecify.annotations.Nullable;

/** A request that nobody sent, and a response that nobody reads. */
final class RehearsedExchange extends Exchange {

  private static final String[] NONE = {};

  private final @Nullable String authorization;
  private int status;

  RehearsedExchange(@Nullable String authorization) {
    this.authorization = authorization;
  }

  /** The status that it was refused with; 0 if it was not. */
  int refusedWith() {
    return status;
  }

  @Override
  public String server() {
    return "rehearsal";
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
    return "/rehearsal/a?b=c";
  }

  @Override
  public String path() {
    return "/rehearsal/a";
  }

  @Override
  public String host() {
    return "localhost:80";
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
  public String[] headers(String name) {
    if (authorization != null && name.equalsIgnoreCase("Authorization")) {
      return new String[] {authorization};
    }
    return name.equalsIgnoreCase("User-Agent") ? new String[] {"rehearsal"} : NONE;
  }

  @Override
  public boolean hasBody() {
    return false;
  }

  @Override
  public int status() {
    return status;
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
  public void addHeader(String name, String value) {
    // Nobody reads it.
  }

  @Override
  public boolean propagate(String name, String authType, String[] roles) {
    return true;
  }

  @Override
  public void refuse(int refusal, String[] headers, byte[] body) {
    status = refusal;
  }

  @Override
  public @Nullable String sessionId() {
    return null;
  }
}
