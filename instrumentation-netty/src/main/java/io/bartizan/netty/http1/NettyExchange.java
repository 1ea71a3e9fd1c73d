package io.bartizan.netty.http1;

import io.bartizan.netty.connection.Answer;
import io.bartizan.netty.connection.ConnectedExchange;
import io.bartizan.netty.connection.Connection;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request by HTTP/1. */
final class NettyExchange extends ConnectedExchange {

  private static final String[] NONE = {};

  private final HttpRequest request;
  private final Conversation conversation;
  private final boolean readable;
  private final boolean lasts;

  private boolean replaced;

  NettyExchange(Connection connection, HttpRequest request, Conversation conversation) {
    super(connection);
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
  public @Nullable String host() {
    String[] hosts = headers("Host");
    return hosts.length == 0 ? null : hosts[0];
  }

  @Override
  public String[] headers(String name) {
    List<String> values = request.headers().getAll(name);
    return values.isEmpty() ? NONE : values.toArray(NONE);
  }

  @Override
  public void replaceHeader(String name, String value) {
    request.headers().set(name, value);
  }

  @Override
  public void removeHeader(String name) {
    request.headers().remove(name);
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

  @Override
  public void cutOff() {
    conversation.end();
  }

  @Override
  protected void takeUp() {
    conversation.takeUp(this);
  }

  @Override
  public void refuse(int withStatus, String[] headers, byte[] body) {
    conversation.refuse(this, new Answer(withStatus, headers, body));
  }

  @Override
  public void answer(Answer instead) {
    replaced = admitted();
    super.answer(instead);
  }

  /** Whether the connection ends with its refusal. */
  boolean closes() {
    Answer own = answer();
    return !lasts || replaced || own == null || own == Answer.UNAVAILABLE || own.closes();
  }

  boolean head() {
    return request.getMethod().name().equals("HEAD");
  }

  /**
   * Whether its response made something else of the connection: another protocol, or a tunnel (RFC
   * 9110, 9.3.6 and 15.2.2).
   */
  boolean switches() {
    int now = status();
    boolean tunnel = now / 100 == 2 && request.getMethod().name().equals("CONNECT");
    return tunnel || now == Replies.SWITCHING_PROTOCOLS;
  }

  /** The head of its response is on its way. */
  void respond(HttpResponse response) {
    List<String> more = added();
    for (int i = 0; i + 1 < more.size(); i += 2) {
      response.headers().add(more.get(i), more.get(i + 1));
    }
    int code = response.getStatus().code();
    responds(response.headers().get("Content-Type"));
    if (code == Replies.SWITCHING_PROTOCOLS) {
      upgraded();
    }
    responded(code);
  }
}
