package io.bartizan.engine;

import io.bartizan.engine.answer.Refusal;
import io.bartizan.engine.authorization.Subject;
import io.bartizan.engine.identity.ClientAddress;
import io.bartizan.engine.identity.Principal;
import io.bartizan.gate.Exchange;
import io.bartizan.policy.Propagation;
import org.jspecify.annotations.Nullable;

/**
 * What the application is to hear of who sends a request, and from nobody else. Where the container
 * can't be made to tell it so, the request is refused: the application would believe someone, or
 * nobody, without being told.
 */
final class Handover {

  private Handover() {}

  /**
   * What the application takes for an identity must not come from just anybody: it is gone before
   * conditions and the application look.
   */
  static @Nullable Refusal cleanse(Inquiry inquiry) {
    String[] spellings = propagation(inquiry).spellings();
    if (spellings.length == 0) {
      return null;
    }
    Exchange exchange = inquiry.exchange;
    for (String name : spellings) {
      if (exchange.headers(name).length == 0) {
        continue;
      }
      if (ClientAddress.trustedPeer(exchange, inquiry.policy().trustedProxies())) {
        return null;
      }
      inquiry.cleansed = "identity header " + name + " removed";
      if (inquiry.observing()) {
        inquiry.cleansed = "identity header " + name + " would be removed";
      } else {
        exchange.removeHeader(name);
        if (exchange.headers(name).length > 0) {
          return Refusal.of(
              400,
              "identity header " + name + ", which this server can't remove",
              "A header of the request may not come from here.");
        }
      }
    }
    return null;
  }

  /** Only what binds changes what the application sees; an anonymous request stays one. */
  static @Nullable Refusal propagate(Inquiry inquiry) {
    Principal principal = inquiry.principal;
    Subject subject = inquiry.subject;
    if (!propagation(inquiry).principal()
        || principal == null
        || subject == null
        || inquiry.observing()) {
      return null;
    }
    String[] roles = subject.roles().toArray(new String[0]);
    if (!inquiry.exchange.propagate(principal.id(), principal.authType(), roles)) {
      return Refusal.of(
          503,
          "BZ2030: the principal can't be propagated on " + inquiry.exchange.server(),
          "The request cannot be served now.");
    }
    inquiry.toConfirm = principal.id();
    inquiry.propagated = true;
    return null;
  }

  private static Propagation propagation(Inquiry inquiry) {
    return inquiry.policy().identity().propagation();
  }
}
