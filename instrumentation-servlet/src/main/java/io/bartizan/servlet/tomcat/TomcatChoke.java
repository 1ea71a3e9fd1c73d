package io.bartizan.servlet.tomcat;

import io.bartizan.gate.Adapter;
import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import io.bartizan.servlet.PermitAttribute;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * Decides when Tomcat has parsed and mapped a request. A rewrite comes here again with the permit
 * that it replaces.
 *
 * <p>The permit rides on the coyote request: the servlet request's attributes show it, and no
 * attribute listener of the application hears of it.
 */
public final class TomcatChoke implements Adapter {

  @Override
  public @Nullable Object enter(
      Judge judge,
      Object self,
      @Nullable Object first,
      @Nullable Object second,
      @Nullable Object third) {
    if (!(first instanceof Request) || !(second instanceof Response)) {
      throw new IllegalArgumentException("not Tomcat's request and response");
    }
    Request request = (Request) first;
    org.apache.coyote.Request carrier = request.getCoyoteRequest();
    Permit earlier = judge.open(carrier.getAttribute(PermitAttribute.NAME));
    carrier.getAttributes().remove(PermitAttribute.NAME);
    TomcatExchange exchange = new TomcatExchange(request, (Response) second);
    if (exchange.byAjp()) {
      AjpPeer.undispatched(carrier);
    }
    return judge.decide(
        exchange, earlier, permit -> carrier.setAttribute(PermitAttribute.NAME, permit));
  }

  @Override
  public void leave(
      Judge judge,
      @Nullable Object entered,
      Object self,
      @Nullable Object first,
      @Nullable Object second) {
    // Nothing was decided: Tomcat turned it away. The end of a decided request is TomcatEnd's.
    if (entered == null && first instanceof Request) {
      TomcatExchange exchange =
          new TomcatExchange((Request) first, ((Request) first).getResponse());
      judge.turnedAway(exchange.rawTarget());
    }
  }
}
