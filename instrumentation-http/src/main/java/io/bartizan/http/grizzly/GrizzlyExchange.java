package io.bartizan.http.grizzly;

import io.bartizan.exchange.CanonicalPath;
import io.bartizan.gate.Exchange;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.threadpool.Threads;
import org.jspecify.annotations.Nullable;

/** Grizzly's request and response, before any handler has touched them, and what became of them. */
final class GrizzlyExchange extends Exchange {

  private static final String SERVER = "grizzly " + Grizzly.getDotedVersion();
  private static final String[] NONE = {};

  /** Where a request carries it; {@link GrizzlyEnd} takes it away, for requests are used again. */
  private static final String NAME = "io.bartizan.exchange";

  /** Where guards further in look for the permit. The name opens nothing. */
  private static final String PERMIT = "io.bartizan.permit";

  private final Request request;
  private final Response response;
  private final String target;
  private volatile boolean waits;
  private volatile boolean answered;
  private volatile boolean admitted;
  private volatile boolean cut;
  private volatile @Nullable Permit permit;

  private GrizzlyExchange(Request request, Response response) {
    this.request = request;
    this.response = response;
    this.target =
        request
            .getRequest()
            .getRequestURIRef()
            .getOriginalRequestURIBC()
            .toString(StandardCharsets.ISO_8859_1);
  }

  /** That of a request whose decision has begun; null of one that has not come to a handler. */
  static @Nullable GrizzlyExchange of(Request request) {
    Object carried = request.getAttribute(NAME);
    return carried instanceof GrizzlyExchange ? (GrizzlyExchange) carried : null;
  }

  static GrizzlyExchange begin(Request request, Response response) {
    GrizzlyExchange exchange = new GrizzlyExchange(request, response);
    request.setAttribute(NAME, exchange);
    return exchange;
  }

  /** Its decision begins, perhaps anew. */
  void decide() {
    waits = false;
  }

  void admit(@Nullable Permit under) {
    permit = under;
    admitted = true;
  }

  /** Its decision is over, and it was not let in: 503 (RFC 9110, 15.6.4) if nothing was said. */
  void end() throws Exception {
    if (!answered && !waits) {
      refuse(503, new String[] {"Retry-After", "1"}, new byte[0]);
    }
  }

  /**
   * The end of the request is the permit's, guards find it there, and nothing leaves on one that
   * nobody made good.
   */
  void accompany(Judge judge, Permit granted) {
    request.setAttribute(PERMIT, granted);
    request.addAfterServiceListener(over -> judge.finish(granted));
    response
        .getOutputBuffer()
        .registerLifeCycleListener(
            () -> {
              if (!answered && judge.provisional(granted)) {
                // On its way out it can't be replaced any more.
                cut = true;
                judge.settle(granted);
              }
            });
  }

  boolean admitted() {
    return admitted;
  }

  /** Whether it is of an earlier request that these objects served, should that have stayed. */
  boolean stale(Judge judge) {
    boolean closed = permit != null && judge.open(permit) == null;
    return closed || (answered && !response.isCommitted());
  }

  /** Whether its decision ended without an outcome, and is to be made anew. */
  boolean waits() {
    return waits && !admitted && !answered;
  }

  @Nullable Permit permit() {
    return permit;
  }

  Response response() {
    return response;
  }

  /** A selector's thread never waits: a worker decides anew, and it need not be called for that. */
  @Override
  public @Nullable Runnable suspend() {
    if (!Threads.isService()) {
      return null;
    }
    waits = true;
    return () -> {};
  }

  @Override
  public String server() {
    return SERVER;
  }

  /** Handlers read the path as they like. */
  @Override
  public boolean mapsPath() {
    return false;
  }

  @Override
  public String protocol() {
    return request.getProtocol().getProtocolString();
  }

  @Override
  public String method() {
    return request.getMethod().getMethodString();
  }

  @Override
  public String rawTarget() {
    String query = request.getQueryString();
    return query == null ? target : target + '?' + query;
  }

  @Override
  public String path() {
    return CanonicalPath.of(target);
  }

  @Override
  public @Nullable String host() {
    return request.getHeader("Host");
  }

  @Override
  public String scheme() {
    return request.isSecure() ? "https" : "http";
  }

  @Override
  public int localPort() {
    return request.getLocalPort();
  }

  @Override
  public String peerAddress() {
    return request.getRequest().getRemoteAddress();
  }

  @Override
  public int peerPort() {
    return request.getRequest().getRemotePort();
  }

  @Override
  public String[] headers(String name) {
    List<String> values = new ArrayList<>(1);
    for (String value : request.getHeaders(name)) {
      values.add(value);
    }
    return values.isEmpty() ? NONE : values.toArray(NONE);
  }

  @Override
  public void removeHeader(String name) {
    request.getRequest().getHeaders().removeHeader(name);
  }

  @Override
  public boolean hasBody() {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  @Override
  public long bytesSent() {
    return -1;
  }

  @Override
  public boolean committed() {
    return response.isCommitted();
  }

  @Override
  public boolean streaming() {
    String type = response.getContentType();
    return response.isCommitted() && type != null && type.startsWith("text/event-stream");
  }

  @Override
  public void cutOff() {
    request.getContext().getConnection().terminateSilently();
  }

  @Override
  public void addHeader(String name, String value) {
    response.addHeader(name, value);
  }

  @Override
  public void refuse(int status, String[] headers, byte[] body) throws Exception {
    answered = true;
    if (cut || response.isCommitted()) {
      cutOff();
      return;
    }
    response.reset();
    response.setStatus(status);
    for (int i = 0; i + 1 < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.getOutputStream().close();
  }
}
