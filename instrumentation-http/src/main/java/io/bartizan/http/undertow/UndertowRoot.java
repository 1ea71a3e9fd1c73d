package io.bartizan.http.undertow;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Gate;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Has an exchange decided at its root handler. Whatever it is dispatched to later, on whichever
 * thread, goes on under the same permit; an exchange that was refused goes nowhere any more.
 */
public final class UndertowRoot implements Adapter {

  static final AttachmentKey<UndertowExchange> KEY = AttachmentKey.create(UndertowExchange.class);

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof HttpServerExchange) || !(second instanceof HttpHandler)) {
      throw new IllegalArgumentException("not an exchange of Undertow's and its handler");
    }
    HttpServerExchange exchange = (HttpServerExchange) first;
    UndertowExchange known = exchange.getAttachment(KEY);
    if (known == null || known.waits()) {
      known = decided(judge, exchange, (HttpHandler) second, known);
    }
    if (!known.admitted()) {
      return null;
    }
    return new Under(judge.runUnder(judge.open(known.permit())));
  }

  private static UndertowExchange decided(
      Judge judge,
      HttpServerExchange exchange,
      HttpHandler handler,
      @Nullable UndertowExchange waiting) {
    UndertowExchange decided = waiting == null ? new UndertowExchange(exchange, handler) : waiting;
    exchange.putAttachment(KEY, decided);
    declineHttp2(exchange.getRequestHeaders());
    decided.begin();
    Object entered = Gate.enter(UndertowChoke.POINT, exchange, exchange, decided, null);
    if (entered == null) {
      decided.end();
      return decided;
    }
    decided.admit(judge.open(entered));
    return decided;
  }

  /**
   * A client's offer to go on by HTTP/2. The upgrade is obsolete (RFC 9113, 3.1), and its request
   * would come again as a stream, to be decided and recorded twice; a server may ignore it (RFC
   * 9110, 7.8).
   */
  private static void declineHttp2(HeaderMap headers) {
    HeaderValues offered = headers.get(Headers.UPGRADE);
    if (offered == null) {
      return;
    }
    for (String upgrade : offered) {
      if (upgrade.toLowerCase(Locale.ROOT).contains("h2c")) {
        headers.remove(Headers.UPGRADE);
        headers.remove("HTTP2-Settings");
        return;
      }
    }
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    if (entered instanceof Under) {
      judge.runUnder(((Under) entered).before);
    }
  }

  /** What a handler's thread ran under before. */
  private static final class Under {
    private final @Nullable Permit before;

    Under(@Nullable Permit before) {
      this.before = before;
    }
  }
}
