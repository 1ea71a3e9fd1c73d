package io.bartizan.engine.authorization;

import io.bartizan.gate.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What else two readers of one message could disagree on: its length (RFC 9112, 6.3), its host (RFC
 * 9112, 3.2), and a CONNECT whose target is no authority (RFC 9112, 3.2.3), which some containers
 * take for no path at all and the application for the path that it looks like.
 */
public final class Headers {

  private Headers() {}

  /** What is ambiguous; null if nothing is. */
  public static @Nullable String inspect(Exchange exchange) {
    if (exchange.method().equals("CONNECT") && exchange.protocol().startsWith("HTTP/1")) {
      return "CONNECT to a path";
    }
    String[] lengths = exchange.headers("Content-Length");
    String[] codings = exchange.headers("Transfer-Encoding");
    if (lengths.length > 1 || (lengths.length == 1 && !digits(lengths[0]))) {
      return "conflicting content length";
    }
    if (codings.length > 1
        || (codings.length == 1 && !codings[0].trim().equalsIgnoreCase("chunked"))) {
      return "unusual transfer coding";
    }
    if (lengths.length > 0 && codings.length > 0) {
      return "content length beside transfer coding";
    }
    String[] hosts = exchange.headers("Host");
    if (hosts.length > 1 || (hosts.length == 1 && !plainHost(hosts[0]))) {
      return "ambiguous host";
    }
    return null;
  }

  private static boolean digits(String value) {
    String trimmed = value.trim();
    for (int i = 0; i < trimmed.length(); i++) {
      if (trimmed.charAt(i) < '0' || trimmed.charAt(i) > '9') {
        return false;
      }
    }
    return !trimmed.isEmpty();
  }

  /** Letters, digits, and what RFC 3986, 3.2.2 needs beside them in names and literals. */
  private static boolean plainHost(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letterOrDigit =
          (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letterOrDigit && "-._~[]:".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
