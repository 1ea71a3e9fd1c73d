package io.bartizan.netty.http1;

import io.netty.handler.codec.http.HttpRequest;
import java.util.Locale;

/**
 * A client's offer to go on by HTTP/2 on the same connection. The upgrade is obsolete (RFC 9113,
 * 3.1), its request would be answered as a stream that nobody heard, and a server may ignore it
 * (RFC 9110, 7.8): the request stays what it is, and the connection too.
 */
final class Http2Offer {

  private Http2Offer() {}

  /** Declines it, if there is one. */
  static void decline(HttpRequest request) {
    String offered = request.headers().get("Upgrade");
    if (offered == null) {
      return;
    }
    for (String upgrade : request.headers().getAll("Upgrade")) {
      if (upgrade.toLowerCase(Locale.ROOT).contains("h2c")) {
        request.headers().remove("Upgrade");
        request.headers().remove("HTTP2-Settings");
        return;
      }
    }
  }
}
