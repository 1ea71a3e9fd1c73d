package io.bartizan.netty.http2;

import io.bartizan.netty.connection.Answer;
import io.bartizan.netty.connection.ConnectedExchange;
import io.bartizan.netty.connection.Connection;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One request by HTTP/2: a stream of its connection. */
final class StreamExchange extends ConnectedExchange {

  private static final String[] NONE = {};
  private static final String GRPC = "application/grpc";
  private static final AsciiString CONTENT_TYPE = new AsciiString("content-type");

  /** What the application would hear next, while the decision waits. */
  final Queue<Frame> held = new ArrayDeque<>(2);

  /** Who heard it first; null if nobody did. */
  final @Nullable Sentry sentry;

  final ChannelHandlerContext context;
  final int id;

  /** Whether a refusal of ours got past the encoder's guard. */
  boolean spoken;

  private final Streams streams;
  private final Http2Headers headers;
  private final boolean readable;
  private final boolean body;

  StreamExchange(
      Streams streams,
      Connection connection,
      @Nullable Sentry sentry,
      ChannelHandlerContext context,
      int id,
      Http2Headers headers,
      boolean end) {
    super(connection);
    this.streams = streams;
    this.sentry = sentry;
    this.context = context;
    this.id = id;
    this.headers = headers;
    this.readable = Fields.wellFormed(headers);
    this.body = !end;
  }

  @Override
  public String protocol() {
    return "HTTP/2";
  }

  @Override
  public String method() {
    CharSequence method = headers.method();
    return method == null ? "" : method.toString();
  }

  /** Empty, which no target is, where the fields are not a request's. */
  @Override
  public String rawTarget() {
    CharSequence path = headers.path();
    return readable && path != null ? path.toString() : "";
  }

  @Override
  public @Nullable String host() {
    CharSequence authority = headers.authority();
    if (authority != null) {
      return authority.toString();
    }
    String[] hosts = fields("host");
    return hosts.length == 0 ? null : hosts[0];
  }

  @Override
  public String[] headers(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String[] values = fields(lower);
    if (values.length == 0 && lower.equals("host") && headers.authority() != null) {
      return new String[] {headers.authority().toString()};
    }
    return values;
  }

  private String[] fields(String lower) {
    List<CharSequence> values = headers.getAll(new AsciiString(lower));
    if (values.isEmpty()) {
      return NONE;
    }
    String[] texts = new String[values.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = values.get(i).toString();
    }
    return texts;
  }

  @Override
  public boolean hasBody() {
    return body;
  }

  @Override
  public void cutOff() {
    streams.cutOff(this);
  }

  @Override
  protected void takeUp() {
    streams.takeUp(this);
  }

  @Override
  public void refuse(int withStatus, String[] withHeaders, byte[] withBody) {
    streams.refuse(this, new Answer(withStatus, withHeaders, withBody));
  }

  boolean head() {
    return method().equals("HEAD");
  }

  /** Whether it is a call of gRPC, whose clients read no other answers. */
  boolean grpc() {
    for (String type : fields("content-type")) {
      if (type.startsWith(GRPC)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The head of its response is on its way.
   *
   * @return the head to send, which may be another one: some can't be added to
   */
  Http2Headers respond(Http2Headers response, int status) {
    // Those of gRPC can be gone through, and not be asked.
    for (Map.Entry<CharSequence, CharSequence> field : response) {
      if (CONTENT_TYPE.contentEquals(field.getKey())) {
        responds(field.getValue());
        if (field.getValue().toString().startsWith(GRPC)) {
          upgraded();
        }
      }
    }
    responded(status);
    List<String> more = added();
    if (more.isEmpty()) {
      return response;
    }
    Http2Headers whole = new DefaultHttp2Headers(false);
    for (Map.Entry<CharSequence, CharSequence> field : response) {
      whole.add(field.getKey(), field.getValue());
    }
    for (int i = 0; i + 1 < more.size(); i += 2) {
      whole.add(more.get(i).toLowerCase(Locale.ROOT), more.get(i + 1));
    }
    return whole;
  }
}
