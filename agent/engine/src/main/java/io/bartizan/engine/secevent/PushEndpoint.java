package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.StatementException;
import io.bartizan.engine.outbound.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Where security event tokens are sent to (RFC 8935). */
final class PushEndpoint implements Endpoint {

  private static final String TYPE = "application/secevent+jwt";

  private final Taking events;
  private final Told told;
  private final @Nullable SecretFile authorization;

  /**
   * An endpoint.
   *
   * @param authorization what senders must show; null if their signature is enough
   */
  PushEndpoint(Taking events, Told told, @Nullable SecretFile authorization) {
    this.events = events;
    this.told = told;
    this.authorization = authorization;
  }

  @Override
  public Reply answer(Request request) {
    try {
      if (!authorized(request)) {
        return refused("401 Unauthorized", "authentication_failed", "not authenticated");
      }
    } catch (IOException unreadable) {
      told.refused("event refused, of " + told.issuer() + ": the authorization can't be read");
      return Reply.of("503 Service Unavailable", "Retry-After", "1");
    }
    if (!request.is(TYPE)) {
      return refused("400 Bad Request", "invalid_request", "the body is not " + TYPE);
    }
    try {
      events.take(request.body());
      return Reply.of("202 Accepted");
    } catch (StatementException unfit) {
      if (unfit.fault() == StatementException.Fault.UNAVAILABLE) {
        told.refused("event not judged, of " + told.issuer() + ": " + unfit.reason());
        return Reply.of("503 Service Unavailable", "Retry-After", "1");
      }
      return refused("400 Bad Request", EventError.code(unfit.fault()), unfit.reason());
    }
  }

  private Reply refused(String status, String code, String why) {
    told.refused("event refused, of " + told.issuer() + ": " + why);
    return Reply.error(status, new String[] {"err", code}, new String[] {"description", why});
  }

  private boolean authorized(Request request) throws IOException {
    if (authorization == null) {
      return true;
    }
    String sent = request.field("authorization");
    byte[] wanted = authorization.read().getBytes(StandardCharsets.UTF_8);
    return sent != null
        && MessageDigest.isEqual(wanted, sent.getBytes(StandardCharsets.ISO_8859_1));
  }
}
