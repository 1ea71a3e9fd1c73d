package io.bartizan.engine;

import io.bartizan.engine.authorization.Canonical;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.trial.Given;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as someone states it, and a response that nobody reads. */
final class StatedExchange extends Exchange {

  private static final String[] NONE = {};

  private final Given given;
  private final Map<String, String> headers;

  StatedExchange(Given given) {
    this.given = given;
    this.headers = new LinkedHashMap<>(given.headers());
  }

  Given given() {
    return given;
  }

  @Override
  public String server() {
    return "stated";
  }

  @Override
  public String protocol() {
    return "HTTP/1.1";
  }

  @Override
  public String method() {
    return given.method();
  }

  @Override
  public String rawTarget() {
    return given.target();
  }

  @Override
  public String path() {
    return Canonical.target(given.target());
  }

  @Override
  public @Nullable String host() {
    return given.host();
  }

  @Override
  public String scheme() {
    return given.scheme();
  }

  @Override
  public int localPort() {
    return given.port();
  }

  @Override
  public String peerAddress() {
    return given.address();
  }

  @Override
  public int peerPort() {
    return 1;
  }

  @Override
  public String[] headers(String name) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return new String[] {header.getValue()};
      }
    }
    return NONE;
  }

  @Override
  public boolean hasBody() {
    return false;
  }

  @Override
  public int status() {
    return 0;
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
  public void removeHeader(String name) {
    headers.keySet().removeIf(name::equalsIgnoreCase);
  }

  /** On whichever server the policy is for; one that can't says so when it starts. */
  @Override
  public boolean propagate(String name, String authType, String[] roles) {
    return true;
  }

  @Override
  public void refuse(int refusal, String[] headers, byte[] body) {
    // Nobody reads it.
  }
}
