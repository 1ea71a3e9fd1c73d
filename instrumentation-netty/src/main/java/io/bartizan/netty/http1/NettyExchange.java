package io.bartizan.netty.http1;

import io.bartizan.gate.Exchange;
import io.bartizan.gate.Permit;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request of a connection, and what became of it. Written by the channel's event loop only;
 * others read how the response stands.
 */
final class NettyExchange extends Exchange {

  private static final String[] NONE = {};

  private final Connection connection;
  private final HttpRequest request;
  private final Conversation conversation;
  private final boolean readable;
  private final boolean lasts;

  private @Nullable List<String> added;
  private @Nullable Permit permit;
  private @Nullable Answer answer;
  private boolean admitted;
  private boolean suspended;
  private boolean replaced;
  private volatile int status;
  private volatile long bytes;
  private volatile boolean committed;

  NettyExchange(Connection connection, HttpRequest request, Conversation conversation) {
    this.connection = connection;
    this.request = request;
    this.conversation = conversation;
    this.readable = request.getDecoderResult().isSuccess();
    this.lasts = readable && persistent();
  }

  /** A request that nobody heard, of which only the response is known. */
  static NettyExchange unheard(Connection connection, Conversation conversation) {
    return new NettyExchange(
        connection,
        new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.valueOf("UNKNOWN"), ""),
        conversation);
  }

  /** RFC 9112, 9.3; what lasts in HTTP/1.0 by a header of its own is closed, which it may be. */
  private boolean persistent() {
    if (request.getProtocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0) {
      return false;
    }
    for (String value : headers("Connection")) {
      if (value.toLowerCase(Locale.ROOT).contains("close")) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String server() {
    return connection.server;
  }

  @Override
  public boolean mapsPath() {
    return false;
  }

  @Override
  public String protocol() {
    return request.getProtocolVersion().text();
  }

  @Override
  public String method() {
    return request.getMethod().name();
  }

  /** Empty, which no target is, where the decoder could not read the request. */
  @Override
  public String rawTarget() {
    return readable ? request.getUri() : "";
  }

  @Override
  public String path() {
    return CanonicalPath.of(rawTarget());
  }

  @Override
  public @Nullable String host() {
    String[] hosts = headers("Host");
    return hosts.length == 0 ? null : hosts[0];
  }

  @Override
  public String scheme() {
    return connection.scheme;
  }

  @Override
  public int localPort() {
    return connection.localPort;
  }

  @Override
  public String peerAddress() {
    return connection.peerAddress;
  }

  @Override
  public int peerPort() {
    return connection.peerPort;
  }

  @Override
  public String[] headers(String name) {
    List<String> values = request.headers().getAll(name);
    return values.isEmpty() ? NONE : values.toArray(NONE);
  }

  /** Whatever follows a request that could not be read can't be told from a body. */
  @Override
  public boolean hasBody() {
    if (!readable || request.headers().contains("Transfer-Encoding")) {
      return true;
    }
    String length = request.headers().get("Content-Length");
    return length != null && !length.trim().equals("0");
  }

  /** The event loop never waits: the request does, and with it all that comes after it. */
  @Override
  public Runnable suspend() {
    suspended = true;
    return () -> conversation.takeUp(this);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public long bytesSent() {
    return bytes;
  }

  @Override
  public boolean committed() {
    return committed;
  }

  @Override
  public void addHeader(String name, String value) {
    List<String> more = added;
    if (more == null) {
      more = new ArrayList<>();
      added = more;
    }
    more.add(name);
    more.add(value);
  }

  @Override
  public void refuse(int withStatus, String[] headers, byte[] body) {
    conversation.refuse(this, new Answer(withStatus, headers, body));
  }

  /** It was let in, under a permit or, while observing, without. */
  void admit(@Nullable Permit under) {
    permit = under;
    admitted = true;
  }

  /** It is about to be decided, for the first time or anew. */
  void undecided() {
    suspended = false;
  }

  /** Whether its decision ended without an outcome, and is to be made anew. */
  boolean waits() {
    return suspended && !admitted && answer == null;
  }

  boolean admitted() {
    return admitted;
  }

  @Nullable Permit permit() {
    return permit;
  }

  /** It is answered in the application's place. */
  void answer(Answer instead) {
    replaced = admitted;
    admitted = false;
    answer = instead;
  }

  /** The answer in the application's place; null if there is none. */
  @Nullable Answer answer() {
    return answer;
  }

  /** Whether the connection ends with its refusal. */
  boolean closes() {
    Answer own = answer;
    return !lasts || replaced || own == null || own == Answer.UNAVAILABLE || own.closes();
  }

  boolean head() {
    return request.getMethod().name().equals("HEAD");
  }

  /** The head of its response is on its way. */
  void respond(HttpResponse response) {
    List<String> more = added;
    for (int i = 0; more != null && i + 1 < more.size(); i += 2) {
      response.headers().add(more.get(i), more.get(i + 1));
    }
    responded(response.getStatus().code());
  }

  void responded(int code) {
    status = code;
    committed = true;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void sent(long more) {
    bytes = bytes + more;
  }
}
