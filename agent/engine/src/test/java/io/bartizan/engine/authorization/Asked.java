package io.bartizan.engine.authorization;

import io.bartizan.gate.Exchange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with a raw target and headers. */
final class Asked extends Exchange {

  private static final String[] NONE = {};

  private final String target;
  private final Map<String, String[]> headers = new HashMap<>();

  /** Whether headers can't be read. */
  boolean broken;

  Asked(String target) {
    this.target = target;
  }

  Asked with(String name, String... values) {
    headers.put(name, values);
    return this;
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
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  @Override
  public @Nullable String host() {
    return "app.test";
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public int localPort() {
    return 8443;
  }

  @Override
  public String peerAddress() {
    return "10.1.2.3";
  }

  @Override
  public int peerPort() {
    return 40000;
  }

  @Override
  public String[] headers(String name) {
    if (broken) {
      throw new IllegalStateException("the container has taken its request back");
    }
    return headers.getOrDefault(name, NONE);
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
  public void addHeader(String name, String value) {
    // Nobody reads it.
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) {
    throw new UnsupportedOperationException();
  }
}
