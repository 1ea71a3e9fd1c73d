package io.bartizan.engine.secevent;

import io.bartizan.engine.identity.StatementException;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** Where logout tokens are sent to (OpenID Connect Back-Channel Logout 1.0, 2.5 and 2.8). */
final class LogoutEndpoint implements Endpoint {

  private static final String TYPE = "application/x-www-form-urlencoded";
  private static final String PARAMETER = "logout_token=";

  private final Taking logouts;
  private final Told told;

  LogoutEndpoint(Taking logouts, Told told) {
    this.logouts = logouts;
    this.told = told;
  }

  @Override
  public Reply answer(Request request) {
    String token = request.is(TYPE) ? token(request.body()) : null;
    if (token == null) {
      return refused("no logout_token in a form");
    }
    try {
      logouts.take(token);
      return Reply.of("200 OK");
    } catch (StatementException unfit) {
      if (unfit.fault() == StatementException.Fault.UNAVAILABLE) {
        told.refused("logout not judged, of " + told.issuer() + ": " + unfit.reason());
        return Reply.of("503 Service Unavailable", "Retry-After", "1");
      }
      return refused(unfit.reason());
    }
  }

  private Reply refused(String why) {
    told.refused("logout refused, of " + told.issuer() + ": " + why);
    return Reply.error(
        "400 Bad Request",
        new String[] {"error", "invalid_request"},
        new String[] {"error_description", why});
  }

  /** The one parameter of the name; null if there is none, or several. */
  private static @Nullable String token(String form) {
    String found = null;
    for (String pair : form.split("&", -1)) {
      if (pair.startsWith(PARAMETER)) {
        if (found != null) {
          return null;
        }
        found = pair.substring(PARAMETER.length());
      }
    }
    try {
      return found == null ? null : URLDecoder.decode(found, "UTF-8");
    } catch (UnsupportedEncodingException | IllegalArgumentException malformed) {
      return null;
    }
  }
}
