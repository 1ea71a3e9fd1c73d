package io.bartizan.engine;

import io.bartizan.gate.Exchange;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A request to a path, by an anonymous client; it keeps the status that it was refused with. */
class Call extends Exchange {

  private final String path;
  int refusedWith;

  /** What follows the path, if anything does. */
  String query = "";

  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  IntSupplier status = () -> 200;

  /** What happens when the refusal is written. */
  Writing refusal = () -> {};

  /** Whether the server can take a header away. */
  boolean removes = true;

  /** What the server does when it is told whom the request comes from. */
  Propagation propagation = (name, authType, roles) -> true;

  /** A way to tell the application. */
  interface Propagation {
    boolean tell(String name, String authType, String[] roles);
  }

  /** Something that may fail. */
  interface Writing {
    void write() throws Exception;
  }

  Call(String path) {
    this.path = path;
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
    return path + query;
  }

  @Override
  public String path() {
    return path;
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
    return 80;
  }

  @Override
  public String peerAddress() {
    return "192.0.2.1";
  }

  @Override
  public int peerPort() {
    return 40_000;
  }

  @Override
  public String[] headers(String name) {
    String value = headers.get(name);
    return value == null ? new String[0] : new String[] {value};
  }

  @Override
  public void removeHeader(String name) {
    if (removes) {
      headers.remove(name);
    }
  }

  @Override
  public boolean propagate(String name, String authType, String[] roles) {
    return propagation.tell(name, authType, roles);
  }

  @Override
  public boolean hasBody() {
    return false;
  }

  @Override
  public int status() {
    return status.getAsInt();
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
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    refusal.write();
    refusedWith = status;
  }
}
