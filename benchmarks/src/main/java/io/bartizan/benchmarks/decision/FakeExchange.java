package io.bartizan.benchmarks.decision;

import io.bartizan.benchmarks.SamplePolicy;
import io.bartizan.gate.Exchange;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request without a container, with the headers that a client library sends. Finding them costs
 * nearly nothing here; what it costs in a container, the whole-server comparison shows.
 */
final class FakeExchange extends Exchange {

  private static final String[] NONE = {};

  /** Where it goes to. */
  static final String URI = "https://shop.test:8443" + SamplePolicy.PATH;

  private final Map<String, String[]> headers = new HashMap<>();

  /** A request with a bound token and its proof. */
  FakeExchange(String token, String proof) {
    this(null);
    header("Authorization", "DPoP " + token);
    header("DPoP", proof);
  }

  FakeExchange(@Nullable String token) {
    header("Host", "shop.test:8443");
    header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    header("Accept", "application/json");
    header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    if (token != null) {
      header("Authorization", "Bearer " + token);
    }
  }

  private void header(String name, String value) {
    headers.put(name, new String[] {value});
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
  public @Nullable String rawTarget() {
    return SamplePolicy.PATH;
  }

  @Override
  public String path() {
    return SamplePolicy.PATH;
  }

  @Override
  public @Nullable String host() {
    return "shop.test:8443";
  }

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public int localPort() {
    return 8443;
  }

  @Override
  public String peerAddress() {
    return "192.0.2.1";
  }

  @Override
  public int peerPort() {
    return 40_404;
  }

  @Override
  public String[] headers(String name) {
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
  public void addHeader(String name, String value) {}

  @Override
  public void refuse(int status, String[] headers, byte[] body) {}
}
