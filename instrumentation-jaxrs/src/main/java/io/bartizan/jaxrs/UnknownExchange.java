package io.bartizan.jaxrs;

import io.bartizan.gate.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A request that reached a resource around every choke point: all that is known of it is where it
 * was met. It can't be answered from here; the gate's last resort does what can be done.
 */
public final class UnknownExchange extends Exchange {

  private static final String[] NONE = {};

  private final String place;

  /** A request that was met at a place. */
  public UnknownExchange(String place) {
    this.place = place;
  }

  @Override
  public String server() {
    return place;
  }

  @Override
  public boolean chokePoint() {
    return false;
  }

  @Override
  public String protocol() {
    return "unknown";
  }

  @Override
  public String method() {
    return "unknown";
  }

  @Override
  public @Nullable String rawTarget() {
    return null;
  }

  @Override
  public String path() {
    return "";
  }

  @Override
  public @Nullable String host() {
    return null;
  }

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public int localPort() {
    return 0;
  }

  @Override
  public String peerAddress() {
    return "0.0.0.0";
  }

  @Override
  public int peerPort() {
    return 0;
  }

  @Override
  public String[] headers(String name) {
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
    return -1;
  }

  @Override
  public boolean committed() {
    return false;
  }

  @Override
  public void addHeader(String name, String value) {
    // There is no response to add it to.
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) {
    throw new IllegalStateException("a request without a permit at " + place);
  }
}
